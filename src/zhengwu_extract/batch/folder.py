"""The output folder of a sharded run: what stands in it, who writes into it, and what is done already.

::

    run.json                  what the run is: options, versions, digests of input, lexicon and model
    records-00000.jsonl       a shard's records, its documents and what it set aside
    documents-00000.jsonl
    quarantine-00000.jsonl
    done/00000.json           written last: counts, sizes and digests of the shard's files
    tracebacks/3f2a….txt      a fault of the program, named in the quarantine
    duplicates.jsonl          documents whose id an earlier shard has, when there are any
    manifest.json             run.json with the counts and files of all shards, when the run has come to its end
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .. import __version__
from ..lexicon import digest as lexicon_digest
from ..tagger.pack import MANIFEST as MODEL_MANIFEST
from ..tagger.pack import digest, shipped
from .lock import lock
from .made import DONE, TRACEBACKS, Done, read_done
from .shard import Census, Job
from .storage import PARTIAL, LocalFolder, Storage, storage

RUN, MANIFEST, DUPLICATES, LOCK = "run.json", "manifest.json", "duplicates.jsonl", ".lock"
# Raised when the folders of the version before can no longer be gone on with.
FORMAT = 1
_MARKER = re.compile(r"\d{5,}\.json")
_PART = re.compile(r"(records|documents|quarantine)-\d{5,}\.(jsonl|parquet)")
# What each fact of run.json is called when it is not what it was.
CALLED = {
    "engine": "the version of zhengwu-extract",
    "options": "the options",
    "lexicon": "the lexicon",
    "model": "the tagger",
    "parts": "the format or size of the shards",
    "inputs": "the inputs named",
    "state": "the input files",
}


class RunError(ValueError):
    """A folder that a run cannot write into as it is; the message says why and what to do."""


def facts(job: Job, counted: Census) -> dict[str, Any]:
    """Return what decides the output of a run, as run.json holds it."""
    options = asdict(job.options)
    options["published"] = job.options.published and job.options.published.isoformat()
    options["columns"] = dict(job.columns)
    return {
        "format_version": FORMAT,
        "engine": __version__,
        "options": options,
        "parts": {"format": job.format, "shard_bytes": job.shard_bytes},
        "limits": {"seconds": job.seconds, "memory": job.memory},
        "lexicon": lexicon_digest(),
        "model": _model_digest(job.options.model),
        "inputs": list(job.inputs),
        "input": {"files": counted.files, "bytes": counted.bytes, "digest": counted.digest},
        "state": counted.state,
    }


def _model_digest(model: str) -> str | None:
    folder = None if model == "none" else shipped() if model == "auto" else Path(model)
    return None if folder is None else digest((folder / MODEL_MANIFEST).read_bytes())


class RunFolder:
    """The folder of one run."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.files: Storage = storage(job.out)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out of a local folder while this one lasts; raise RunError when one is at work there."""
        if not isinstance(self.files, LocalFolder):
            yield
            return
        self.files.path.mkdir(parents=True, exist_ok=True)
        with (self.files.path / LOCK).open("a") as file:
            if not lock(file.fileno()):
                raise RunError(f"another run is writing into {self._job.out}; wait for it, or name another folder")
            self._sweep(self.files.path)
            try:
                yield
            finally:
                self._sweep(self.files.path)

    def _sweep(self, folder: Path) -> None:
        """Remove what workers that were killed left half written."""
        for stray in folder.rglob(f"*{PARTIAL}"):
            stray.unlink(missing_ok=True)

    def begin(self, said: Mapping[str, Any], *, fresh: bool) -> None:
        """Make the folder ready for a run of these facts, or for going on with one.

        Raises RunError when what stands there belongs to another run or to no run at all.
        """
        there = self.files.names()
        if RUN in there and not fresh:
            self._compare(json.loads(self.files.read(RUN)), said)
            return
        if fresh:
            self._clear()
        elif there - {LOCK}:
            raise RunError(f"{self._job.out} holds other files ({min(there - {LOCK})}); name an empty or a new folder")
        self.files.write(RUN, _json(said))

    def done(self) -> dict[int, Done]:
        """Return the shards that are finished; one whose files are cut off or gone is not."""
        numbers = [int(name.partition(".")[0]) for name in self.files.names(DONE) if _MARKER.fullmatch(name)]
        read = (read_done(self.files, number) for number in sorted(numbers))
        return {done.number: done for done in read if done is not None}

    def finish(self, said: Mapping[str, Any], done: Mapping[int, Done], duplicates: bytes) -> None:
        """Write the manifest: everything but the time and the machine that the run took."""
        if duplicates:
            self.files.write(DUPLICATES, duplicates)
        else:
            self.files.remove(DUPLICATES)
        counts = {
            "documents": sum(each.documents for each in done.values()),
            "records": sum(each.records for each in done.values()),
            "quarantined": sum(each.quarantined for each in done.values()),
            "duplicates": duplicates.count(b"\n"),
            "shards": len(done),
        }
        files = {name: fact for number in sorted(done) for name, fact in sorted(done[number].files.items())}
        kept = {name: value for name, value in said.items() if name != "state"}
        self.files.write(MANIFEST, _json({**kept, "counts": counts, "files": files}))

    def _compare(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        changed = [called for name, called in CALLED.items() if before.get(name) != now.get(name)]
        if before.get("format_version") != FORMAT or changed:
            raise RunError(
                f"{self._job.out} holds a run whose {', '.join(changed) or 'format'} changed since; --fresh starts "
                "over in it, or name another folder"
            )

    def _clear(self) -> None:
        """Remove the files of an earlier run, and no others."""
        for name in (MANIFEST, DUPLICATES, *(name for name in self.files.names() if _PART.fullmatch(name)), RUN):
            self.files.remove(name)
        for folder in (DONE, TRACEBACKS):
            for name in self.files.names(folder):
                self.files.remove(f"{folder}/{name}")


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
