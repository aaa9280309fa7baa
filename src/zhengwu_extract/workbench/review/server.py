"""The server of a review: on this machine only, for the page it made itself, one action at a time.

Every answer is refused to another host name than this machine's (a foreign name that was made to lead here), and every
question without the token that is in the page and nowhere else (another site's script). No part of a question is ever
a path: articles are looked up by their ids.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from .. import missing
from .actions import REASONS, RefusalError, Reviewed
from .review import Review
from .shown import shown
from .suggest import suggestion

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    Endpoint = Callable[[Request], Awaitable[Response]]

HOST = "127.0.0.1"
NAMES = frozenset({HOST, "localhost"})
TOKEN = "x-review-token"
# No question needs more; an article's records come one at a time.
LARGEST = 1_000_000


class Asked(BaseModel):
    """An action, and the version of the review that the page has seen."""

    model_config = ConfigDict(extra="forbid")

    version: int
    action: dict[str, Any]


class Marked(BaseModel):
    """Words that a person marked, and what they are to be."""

    model_config = ConfigDict(extra="forbid")

    document: str
    field: Literal["value", "date"]
    start: int
    end: int


class TurnedAwayError(Exception):
    """A question that is not answered: the status and the reason in words."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def application(review: Review, page: Callable[[str], tuple[str, str]], token: str = "") -> Starlette:
    """Return the application; `page` makes the page and its Content-Security-Policy from the token.

    Raises WorkbenchError when the packages of the server are not installed.
    """
    try:
        from starlette.applications import Starlette
        from starlette.routing import Route
    except ModuleNotFoundError as error:
        raise missing("a review", "review", error) from error
    desk = Desk(review, token or secrets.token_urlsafe(24))
    return Starlette(
        routes=[
            Route("/", front(*page(desk.token))),
            Route("/article", guarded(desk.article, desk.token)),
            Route("/act", guarded(desk.act, desk.token), methods=["POST"]),
            Route("/suggest", guarded(desk.suggest, desk.token), methods=["POST"]),
        ]
    )


class Desk:
    """What the page can ask; each answer is made of plain values."""

    def __init__(self, review: Review, token: str) -> None:
        self._review = review
        self.token = token

    async def article(self, request: Request) -> Any:
        """Return an article with its records: the one named, or the first."""
        return shown(self._review, self._article(request.query_params.get("id")))

    async def act(self, request: Request) -> Any:
        """Do an action, and return its article as it is then."""
        asked = Asked.model_validate(await _body(request))
        if asked.version != self._review.version:
            raise TurnedAwayError(409, "the review has gone on in another tab; this page shows it as it is now")
        return shown(self._review, self._review.act(asked.action))

    async def suggest(self, request: Request) -> Any:
        """Return what the engine reads in marked words."""
        marked = Marked.model_validate(await _body(request))
        doc = self._article(marked.document).doc
        if not 0 <= marked.start < marked.end <= len(doc.text):
            raise TurnedAwayError(422, f"characters {marked.start} to {marked.end} are not in {doc.id}")
        return suggestion(doc, marked.field, (marked.start, marked.end))

    def _article(self, name: str | None) -> Reviewed:
        articles = self._review.articles
        if name is None and articles:
            return next(iter(articles.values()))
        if name not in articles:
            raise TurnedAwayError(404, f"there is no article {name!r} in this review")
        return articles[name]


def front(html: str, policy: str) -> Endpoint:
    """Return what answers with the page."""
    from starlette.responses import HTMLResponse, JSONResponse

    async def endpoint(request: Request) -> Response:
        try:
            _of_this_machine(request)
        except TurnedAwayError as turned:
            return JSONResponse({"error": str(turned)}, turned.status)
        return HTMLResponse(html, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store", **SHUT})

    return endpoint


def guarded(answer: Callable[[Request], Awaitable[Any]], token: str) -> Endpoint:
    """Return what answers the page's own questions, and says in words why it does not answer others."""
    from starlette.responses import JSONResponse

    async def endpoint(request: Request) -> Response:
        try:
            _admit(request, token)
            return JSONResponse(await answer(request), headers={"Cache-Control": "no-store"})
        except TurnedAwayError as turned:
            return JSONResponse({"error": str(turned)}, turned.status)
        except (RefusalError, ValidationError) as error:
            return JSONResponse({"error": _words(error)}, 422)
        except OSError as error:
            return JSONResponse({"error": f"nothing was changed: it could not be saved: {error}"}, 507)

    return endpoint


# What no page of another site may do with this one.
SHUT = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def _admit(request: Request, token: str) -> None:
    """Turn away what the review's own page does not ask."""
    _of_this_machine(request)
    # As bytes: a header may hold what no token does.
    if not secrets.compare_digest(request.headers.get(TOKEN, "").encode(), token.encode()):
        raise TurnedAwayError(403, "this page belongs to a review that has ended; open the new one's address")
    if request.method == "POST":
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{request.headers['host']}":
            raise TurnedAwayError(403, f"{origin} may not write into this review")
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise TurnedAwayError(415, "an action is sent as application/json")


def _of_this_machine(request: Request) -> None:
    if request.headers.get("host", "").partition(":")[0] not in NAMES:
        raise TurnedAwayError(421, f"a review answers to {HOST} only")


async def _body(request: Request) -> Any:
    """Return the JSON of a question, read no further than LARGEST."""
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST:
            raise TurnedAwayError(413, f"an action has at most {LARGEST:,} bytes")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise TurnedAwayError(400, f"not JSON: {error}") from error


def _words(error: RefusalError | ValidationError) -> str:
    if isinstance(error, RefusalError):
        return str(error)
    return "; ".join(f"{_field(each['loc'])}: {each['msg']}" for each in error.errors()[:REASONS])


def _field(place: Sequence[str | int]) -> str:
    """Return the name of a field, without the action and the record that it is in.

    >>> _field(("put", "record", "value", "number"))
    'value.number'
    """
    names = [str(name) for name in place]
    return ".".join(names[2:] if names[:2] == ["put", "record"] and names[2:] else names)
