"""A review: articles, what was done to them, and the gold that is saved after every action.

Three files: GOLD.jsonl has the finished articles in the format of annotated documents, GOLD.open.jsonl in the same
format those that were touched and are not finished, GOLD.journal everything, undone actions too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ...batch.storage import LocalFolder
from .. import WorkbenchError
from ..gold import GoldDocument
from .actions import ACTION, Confirm, Delete, Finish, Put, RefusalError, Reviewed, done
from .journal import Journal


class Step(NamedTuple):
    """An action that was done: the article before and after it."""

    action: Put | Delete | Confirm | Finish
    before: Reviewed
    after: Reviewed


class Review:
    """The articles under review; every method leaves the files as the articles are."""

    def __init__(self, out: Path, journal: Journal) -> None:
        self._out = out
        self._journal = journal
        self._steps: list[Step] = []
        # How many of the steps are in force; those after it were undone.
        self._at = 0
        self.articles: dict[str, Reviewed] = {}
        # Counts everything that ever happened: who knows an older version has not seen all of it.
        self.version = 0
        self._replay()

    def _replay(self) -> None:
        for number, entry in enumerate(self._journal.entries(), 1):
            try:
                self._take(entry)
            except (ValueError, KeyError, WorkbenchError) as error:
                raise WorkbenchError(f"{journal_of(self._out)}:{number}: cannot be done again: {error}") from error

    def _take(self, entry: dict[str, Any]) -> Reviewed:
        """Do what an entry of the journal says, and return the article it concerns."""
        if "article" in entry:
            doc = GoldDocument.model_validate(entry["article"])
            article = self.articles[doc.id] = Reviewed.of(doc)
        elif "undo" in entry:
            if not self._at:
                raise RefusalError("there is nothing to undo")
            self._at -= 1
            article = self._set(self._steps[self._at].before)
        elif "redo" in entry:
            if self._at == len(self._steps):
                raise RefusalError("there is nothing to do again")
            article = self._set(self._steps[self._at].after)
            self._at += 1
        else:
            action = ACTION.validate_python(entry)
            if action.document not in self.articles:
                raise RefusalError(f"there is no article {action.document!r} in this review")
            before = self.articles[action.document]
            article = self._set(done(before, action))
            self._steps[self._at :] = [Step(action, before, article)]
            self._at += 1
        self.version += 1
        return article

    def _set(self, article: Reviewed) -> Reviewed:
        self.articles[article.doc.id] = article
        return article

    def add(self, documents: Iterable[GoldDocument]) -> None:
        """Take in articles that are not there yet; raise WorkbenchError when one is there with another text."""
        new: list[GoldDocument] = []
        for doc in documents:
            known = self.articles.get(doc.id)
            if known is None:
                new.append(doc)
            elif known.doc.text != doc.text:
                raise WorkbenchError(
                    f"{doc.id}: its text is not the one that was reviewed before; name another --out for the new one"
                )
        entries = [{"article": doc.model_dump(mode="json")} for doc in new]
        self._journal.add(*entries)
        for entry in entries:
            self._take(entry)
        self.save()

    def act(self, entry: dict[str, Any]) -> Reviewed:
        """Do an action, {"undo": True} or {"redo": True}; return the article as it is now.

        Raises RefusalError, with nothing changed, for what does not fit, and OSError when it could not be saved.
        """
        if "article" in entry:
            raise RefusalError("articles come with the start of a review")
        before = (list(self._steps), self._at, dict(self.articles), self.version)
        article = self._take(entry)
        try:
            self._journal.add(entry)
        except OSError:
            self._steps, self._at, self.articles, self.version = before
            raise
        self.save()
        return article

    def save(self) -> None:
        """Write the gold: the finished articles, and beside them those in work."""
        folder = LocalFolder(self._out.parent)
        touched = self.touched
        finished = [article.doc for article in self.articles.values() if article.finished]
        open_ = [a.doc for name, a in self.articles.items() if name in touched and not a.finished]
        folder.write(self._out.name, _lines(finished))
        folder.write(open_of(self._out).name, _lines(open_))

    @property
    def touched(self) -> set[str]:
        """The ids of the articles that an action in force concerns."""
        return {step.action.document for step in self._steps[: self._at]}

    @property
    def can_undo(self) -> bool:
        """Whether an action is in force."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether an action was undone and nothing done since."""
        return self._at < len(self._steps)

    def counts(self) -> dict[str, int]:
        """Return how many articles are finished and in work, and how many records were dealt with in which way."""
        steps = self._steps[: self._at]
        put = [step for step in steps if isinstance(step.action, Put)]
        return {
            "articles": len(self.articles),
            "finished": sum(article.finished for article in self.articles.values()),
            "in work": sum(not self.articles[name].finished for name in self.touched),
            "confirmed": sum(len(article.confirmed) for article in self.articles.values()),
            "corrected": sum(bool(step.action.record.id) for step in put),  # type: ignore[union-attr]
            "added": sum(not step.action.record.id for step in put),  # type: ignore[union-attr]
            "deleted": sum(isinstance(step.action, Delete) for step in steps),
        }


def journal_of(out: Path) -> Path:
    """Return where the journal of a review stands.

    >>> journal_of(Path("gold.jsonl")).name
    'gold.journal'
    """
    return out.with_suffix(".journal")


def open_of(out: Path) -> Path:
    """Return where the articles in work stand.

    >>> open_of(Path("gold.jsonl")).name
    'gold.open.jsonl'
    """
    return out.with_suffix(".open.jsonl")


def _lines(documents: Sequence[GoldDocument]) -> bytes:
    return "".join(doc.to_json() + "\n" for doc in documents).encode("utf-8", "replace")
