"""Is this installation sound: versions, libraries, the tagger that is used, and a few sentences read both ways."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..link.words import segmenter
from ..tagger import TaggerError
from ..tagger.pack import FORMAT, MODEL, read_pack, shipped
from .installed import Library, libraries
from .sentences import Reading, self_test


@dataclass(frozen=True, slots=True)
class Tagger:
    """The tagger that is used: its folder, format, the SHA-256 of its network, and what made it."""

    folder: str
    format: int
    digest: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found; `problems` are what keeps extraction from working as it should, with what to do."""

    version: str
    python: str
    platform: str
    cores: int
    libraries: tuple[Library, ...]
    segmenter: str
    tagger: Tagger | None
    readings: tuple[Reading, ...]
    problems: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return asdict(self)


def examine(model: str = "auto") -> Examination:
    """Return what there is to know of this installation with one model: "auto", "none" or a folder.

    >>> found = examine("none")
    >>> found.tagger, [reading.model for reading in found.readings]
    (None, ['none'])
    """
    installed = libraries()
    problems = [library.problem for library in installed if library.problem and library.extra is None]
    if not installed:
        problems.append("zhengwu-extract is run without being installed, so its needs are not known: pip install -e .")
    try:
        tagger = _tagger(model)
    except TaggerError as error:
        tagger = None
        problems.append(str(error))
    # A tagger that cannot be loaded is a problem of its own; the rules are tried all the same.
    models = ("none", model) if tagger else ("none",)
    readings = tuple(self_test(each) for each in models)
    problems += [f"self-test, {reading.name}: {wrong}" for reading in readings for wrong in reading.wrong]
    return Examination(
        version=__version__,
        python=f"{platform.python_implementation()} {platform.python_version()}",
        platform=platform.platform(),
        cores=os.cpu_count() or 1,
        libraries=installed,
        segmenter=segmenter(),
        tagger=tagger,
        readings=readings,
        problems=tuple(problems),
    )


def _tagger(model: str) -> Tagger | None:
    """Return the tagger that a model names; raise TaggerError when it cannot be loaded."""
    if model == "none":
        return None
    folder = shipped() if model == "auto" else Path(model)
    if folder is None:
        raise TaggerError("no tagger came with the package; install the wheel again, or say --model none")
    manifest = read_pack(folder).manifest
    return Tagger(str(folder), FORMAT, manifest["files"][MODEL], manifest.get("made_by", "unknown"))
