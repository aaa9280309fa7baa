"""What the package needs and what it can use, as its own metadata names them, and which of it is installed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

PACKAGE = "zhengwu-extract"
# Extras that are made of others, or that only work on this project needs.
SETS = ("all", "dev", "docs")


@dataclass(frozen=True, slots=True)
class Library:
    """A library that is needed, or that an extra brings; `version` is None when it is not installed."""

    name: str
    needed: str
    version: str | None
    extra: str | None
    problem: str | None


def libraries() -> tuple[Library, ...]:
    """Return what this version of the package needs on this machine, then what its extras bring, in their order.

    Empty when the package is run from its folder without being installed.

    >>> [library.problem for library in libraries() if library.name == "numpy"]
    [None]
    """
    try:
        lines = requires(PACKAGE) or []
    except PackageNotFoundError:
        return ()
    found = [(_extra(each), each) for each in map(Requirement, lines) if each.name != PACKAGE]
    return tuple(_library(need, extra) for extra, need in found if extra not in SETS and _applies(need, extra))


def _extra(need: Requirement) -> str | None:
    """Return the extra that brings a requirement."""
    marker = str(need.marker or "")
    return marker.rpartition("extra == ")[2].strip("\"'") if "extra == " in marker else None


def _applies(need: Requirement, extra: str | None) -> bool:
    return need.marker is None or need.marker.evaluate({"extra": extra or ""})


def _library(need: Requirement, extra: str | None) -> Library:
    try:
        found: str | None = version(need.name)
    except PackageNotFoundError:
        found = None
    return Library(need.name, str(need.specifier), found, extra, _problem(need, found, extra))


def _problem(need: Requirement, found: str | None, extra: str | None) -> str | None:
    """Return what is wrong with a library and what to do, None when all is well."""
    install = f"pip install '{PACKAGE}[{extra}]'" if extra else f"pip install '{need.name}{need.specifier}'"
    if found is None:
        return f"{need.name} is not installed: {install}"
    if not need.specifier.contains(found, prereleases=True):
        return f"{need.name} {found} is not {need.specifier}: {install}"
    return None
