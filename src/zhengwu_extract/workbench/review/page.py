"""The page of a review: the report's article with its marks, and a form for the chosen record."""

from __future__ import annotations

import json
from pathlib import Path

from ... import __version__
from .. import missing
from ..report.page import HERE as REPORT
from ..report.page import allowance, inert

HERE = Path(__file__).parent
# In the order in which they are read: a later one uses the earlier ones.
SHARED = ("data", "words", "elements", "figures", "settings", "article", "links")
OWN = ("server", "draft", "form", "marking", "articles", "keys", "begin")


def page(name: str, token: str) -> tuple[str, str]:
    """Return the page of the review called `name` and its Content-Security-Policy.

    Raises WorkbenchError when jinja2 is not installed.
    """
    try:
        import jinja2
    except ModuleNotFoundError as error:
        raise missing("a review", "review", error) from error
    words = _words()
    source = script()
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    html = environment.from_string((HERE / "page.html.j2").read_text("utf-8")).render(
        name=name,
        version=__version__,
        token=token,
        words=words["en"],
        style=(REPORT / "page.css").read_text("utf-8") + (HERE / "page.css").read_text("utf-8"),
        script=source,
        data=inert({"name": name, "documents": [], "records": [], "quarantined": [], "rules": {}, "words": words}),
    )
    return html, (
        f"default-src 'none'; script-src {allowance(source)}; style-src 'unsafe-inline'; img-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def script() -> str:
    """Return the page's script, whose names are seen by nothing else on the page."""
    paths = [REPORT / "script" / f"{name}.js" for name in SHARED] + [HERE / "script" / f"{name}.js" for name in OWN]
    return '(() => {\n"use strict";\n' + "\n".join(path.read_text("utf-8") for path in paths) + "\n})();\n"


def _words() -> dict[str, dict[str, str]]:
    """Return the words of both languages: the report's, and the review's own."""
    report, own = (json.loads((folder / "words.json").read_text("utf-8")) for folder in (REPORT, HERE))
    return {language: {**report[language], **own[language]} for language in report}
