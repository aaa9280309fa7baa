"""A model on disk: a folder with the network, its vocabulary and a manifest that says what they are.

::

    model.onnx            the network, weights as 8-bit numbers
    vocabulary.json       characters and words by number
    weights.safetensors   the network before it saw gold, to train on from; the runtime never opens it
    manifest.json         format, labels, digests, what it was trained on, scores, calibration
    README.md         the model card
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from . import TaggerError
from .encode import TYPES
from .labels import CLASSES, TAGS
from .vocabulary import FLAGS, SPELLING, Vocabulary

# Raised when packs of the version before can no longer be read.
FORMAT = 3
MODEL, VOCABULARY, MANIFEST, WEIGHTS = "model.onnx", "vocabulary.json", "manifest.json", "weights.safetensors"


@dataclass(frozen=True, slots=True)
class Pack:
    """A checked model folder: the network as bytes, its vocabulary and its manifest."""

    model: bytes
    vocabulary: Vocabulary
    manifest: dict[str, Any]


def labels() -> dict[str, Any]:
    """Return what a network's inputs and outputs mean; a pack made for other labels does not fit.

    >>> sorted(labels())
    ['classes', 'flags', 'spelling', 'tags', 'types']
    """
    return {
        "tags": list(TAGS),
        "classes": {field: list(names) for field, names in CLASSES.items()},
        "types": list(TYPES),
        "flags": list(FLAGS),
        "spelling": SPELLING,
    }


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes.

    >>> digest(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def write_pack(folder: Path, model: bytes, vocabulary: Vocabulary, facts: dict[str, Any]) -> None:
    """Write a pack; `facts` is what the manifest tells besides format, labels and digests."""
    folder.mkdir(parents=True, exist_ok=True)
    named = {"characters": vocabulary.own_characters, "words": vocabulary.own_words}
    words = json.dumps(named, ensure_ascii=False, separators=(",", ":")).encode()
    manifest = {
        "format": FORMAT,
        "labels": labels(),
        "files": {MODEL: digest(model), VOCABULARY: digest(words)},
        **facts,
    }
    (folder / MODEL).write_bytes(model)
    (folder / VOCABULARY).write_bytes(words)
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_pack(folder: Path) -> Pack:
    """Return the pack in `folder`.

    Raises TaggerError, naming the file, when one is missing, changed or cut off, or was made by another version.
    """
    manifest = _manifest(folder)
    data = {name: _checked(folder / name, expected) for name, expected in manifest["files"].items()}
    named = json.loads(data[VOCABULARY])
    return Pack(data[MODEL], Vocabulary(named["characters"], named["words"]), manifest)


def shipped() -> Path | None:
    """Return the folder of the model that came with the package, None when there is none.

    >>> folder = shipped()
    >>> folder is None or (folder / "manifest.json").is_file()
    True
    """
    root = Path(str(files("zhengwu_extract")))
    for folder in (root / "models" / "tagger", root.parent.parent / "models" / "tagger"):
        if (folder / MANIFEST).is_file():
            return folder
    return None


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise TaggerError(f"{folder}: no {MANIFEST}: no model folder, as zhengwu train writes one") from error
    except ValueError as error:
        raise TaggerError(f"{path}: not JSON, perhaps cut off: {error}; copy the model folder again") from error
    if manifest.get("format") != FORMAT:
        raise TaggerError(
            f"{path}: model format {manifest.get('format')!r}, this version reads {FORMAT}; train again or install "
            "the version of zhengwu-extract that made it"
        )
    if manifest.get("labels") != labels():
        raise TaggerError(f"{path}: made for other labels than this version has; train again")
    return manifest


def _checked(path: Path, expected: str) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise TaggerError(f"{path}: missing; copy the model folder again") from error
    if digest(data) != expected:
        raise TaggerError(f"{path}: not what the manifest says ({len(data)} bytes); it was changed or cut off")
    return data
