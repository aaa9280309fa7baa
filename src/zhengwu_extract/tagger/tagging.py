"""The stage: every sentence with a quantity is read by the network, and its opinion joined with the rules' links."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from ..document import Document, links_by_quantity
from .agree import agreed
from .encode import encode
from .join import Joining, joined
from .pack import Pack, read_pack, shipped
from .runtime import Runtime
from .window import windows


class Tagging:
    """The tagger as a stage: Document → Document, links replaced where the network is surer than the rules."""

    def __init__(self, pack: Pack) -> None:
        self._vocabulary = pack.vocabulary
        self._runtime = Runtime(pack)
        self._joining = Joining.of(pack.manifest)

    def __call__(self, doc: Document) -> Document:
        """Return `doc` with the links of its quantities as rules and tagger together have them."""
        chosen = links_by_quantity(doc)
        views = list(windows(doc))
        encoded = [encode(doc, view, self._vocabulary, chosen) for view in views]
        found = agreed(doc, views, self._runtime.opinions(encoded), chosen)
        for view, opinions in zip(views, found, strict=True):
            for at, opinion in zip(view.quantities, opinions, strict=True):
                index = view.tokens[at].index
                if index in chosen:
                    chosen[index] = joined(view.tokens, opinion, chosen[index], self._joining)
        return replace(doc, links=tuple(link for links in chosen.values() for link in links))


@cache
def tagging(model: str) -> Tagging | None:
    """Return the stage of a model: "auto" (the shipped one, None when there is none) or the folder of one.

    Raises TaggerError when the folder holds no model that fits.

    >>> tagging("no such folder")
    Traceback (most recent call last):
    zhengwu_extract.tagger.TaggerError: no such folder: no manifest.json: no model folder, as zhengwu train writes one
    """
    folder = shipped() if model == "auto" else Path(model)
    return None if folder is None else Tagging(read_pack(folder))
