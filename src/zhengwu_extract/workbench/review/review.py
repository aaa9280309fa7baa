"""A review: articles, what was done to them, and the gold that is saved after every action.

Three files: GOLD.jsonl has the finished articles in the format of annotated documents, GOLD.open.jsonl in the same
format those that were touched and are not finished, GOLD.journal everything, undone actions too. The gold is always
written from the journal; a file of that name that no review made is never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ...batch.storage import LocalFolder
from .. import WorkbenchError
from ..gold import GoldDocument
from .actions import ACTION, Confirm, Delete, Finish, Put, RefusalError, Reviewed, check, done
from .journal import Journal


class Step(NamedTuple):
    """An action that was done: the article before and after it."""

    action: Put | Delete | Confirm | Finish
    before: Reviewed
    after: Reviewed

    @property
    def record(self) -> str | None:
        """The id of the record that it concerns; None when it concerns the whole article."""
        match self.action:
            case Put(record=record):
                return record.id or f"{self.after.doc.id}#{self.after.numbered}"
            case Delete(record=name) | Confirm(record=name):
                return name
            case _:
                return None


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
        # The record that the last entry was about.
        self.about: str | None = None
        # Each document's line as it was written last: most are the same after an action.
        self._written: dict[str, tuple[GoldDocument, str]] = {}
        self._replay()
        self._keep_others()

    def _replay(self) -> None:
        for number, entry in enumerate(self._journal.entries(), 1):
            try:
                self._take(entry)
            except (ValueError, KeyError, WorkbenchError) as error:
                raise WorkbenchError(f"{journal_of(self._out)}:{number}: cannot be done again: {error}") from error

    def _keep_others(self) -> None:
        """Refuse to write over gold that did not come from this journal."""
        for path in (self._out, open_of(self._out)):
            if not self.articles and path.exists() and path.stat().st_size:
                raise WorkbenchError(
                    f"{path} is there already, and no review made it; name another --out, "
                    "and this file among ARTICLES to go on with what it holds"
                )

    def _take(self, entry: dict[str, Any]) -> Reviewed:
        """Do what an entry of the journal says, and return the article it concerns."""
        step: Step | None = None
        if "article" in entry:
            doc = GoldDocument.model_validate(entry["article"])
            article = self.articles[doc.id] = Reviewed.of(doc)
        elif "undo" in entry:
            if not self._at:
                raise RefusalError("there is nothing to undo")
            self._at -= 1
            step = self._steps[self._at]
            article = self._set(step.before)
        elif "redo" in entry:
            if self._at == len(self._steps):
                raise RefusalError("there is nothing to do again")
            step = self._steps[self._at]
            article = self._set(step.after)
            self._at += 1
        else:
            action = ACTION.validate_python(entry)
            if action.document not in self.articles:
                raise RefusalError(f"there is no article {action.document!r} in this review")
            before = self.articles[action.document]
            article = self._set(done(before, action))
            step = Step(action, before, article)
            self._steps[self._at :] = [step]
            self._at += 1
        self.version += 1
        self.about = step.record if step else None
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
        before = (list(self._steps), self._at, dict(self.articles), self.version, self.about)
        end = self._journal.end
        try:
            article = self._take(entry)
            if not entry.keys() & {"undo", "redo"}:
                step = self._steps[-1]
                check(step.before, step.action, step.after)
            self._journal.add(entry)
            self.save()
        except (OSError, ValueError):
            self._steps, self._at, self.articles, self.version, self.about = before
            self._journal.cut(end)
            raise
        return article

    def save(self) -> None:
        """Write the gold: the finished articles, and beside them those in work."""
        folder = LocalFolder(self._out.parent)
        touched = self.touched
        finished = [article.doc for article in self.articles.values() if article.finished]
        open_ = [a.doc for name, a in self.articles.items() if name in touched and not a.finished]
        folder.write(self._out.name, self._lines(finished))
        folder.write(open_of(self._out).name, self._lines(open_))

    def _lines(self, documents: Sequence[GoldDocument]) -> bytes:
        """Return the lines of documents; a line that was made before is not made again."""
        for doc in documents:
            written = self._written.get(doc.id)
            if written is None or written[0] is not doc:
                self._written[doc.id] = (doc, doc.to_json() + "\n")
        return "".join(self._written[doc.id][1] for doc in documents).encode("utf-8", "replace")

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
