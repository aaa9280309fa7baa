"""Blocks, sentences and clauses of a document, on its folded view."""

from __future__ import annotations

import re
from dataclasses import replace

from ..document import Block, Clause, Document, Sentence
from .blocks import blocks_of

# Characters at which something may happen; all others are plain.
_EVENTS = r'(“《",;:。!?…'
_STOP = r"""(?:[。!?]++|…{2,}+)(?:[”’)\]》】]|"(?!\w))*+(?![的、,;:和与及])"""
# Not a comma inside 1,200 or a colon inside 12:30.
_PAUSE = r"(?:;|,(?!(?<=\d,)\d{3}(?!\d))|:(?!(?<=\d:)\d))"
# Short brackets, quotations and titles are not cut; long ones are, so that an unbalanced one swallows nothing.
_WHOLE = "|".join(
    (
        r"\((?:[^()。]|\([^()。]{0,40}+\)){0,80}+\)",
        r"“[^“”。!?;]{0,40}+”",
        r'"(?![\s,;:、])[^"。!?;]{1,40}+"',
        r"《[^《》]{0,80}+》",
    )
)
# One match a clause. Possessive repetitions keep it linear on any text.
_CLAUSE = re.compile(
    rf"(?:[^{_EVENTS}]++|{_WHOLE}|(?!{_STOP}|{_PAUSE})[{_EVENTS}])*+(?:({_STOP})\s*+|({_PAUSE})\s*+|\Z)"
)


def segment(doc: Document) -> Document:
    """Return `doc` with its blocks, sentences and clauses; needs the folded view.

    The sentences of a block, and the clauses of a sentence, follow one another without gaps but for white space; each
    ends behind its own punctuation. Furniture blocks have neither, so what stands outside every sentence is furniture.

    >>> from .fold import fold_text
    >>> doc = segment(fold_text(Document("一、回顾\\n建成15家，改造（含续建，不含新建）1,200户。其中6家已营业。")))
    >>> [doc.text[c.start:c.end] for c in doc.clauses]
    ['一、回顾', '建成15家，', '改造（含续建，不含新建）1,200户。', '其中6家已营业。']
    >>> [block.kind for block in doc.blocks], len(doc.sentences)
    (['heading', 'paragraph'], 3)
    """
    blocks = tuple(blocks_of(doc.folded))
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    for index, block in enumerate(blocks):
        if block.kind != "furniture":
            _cut(doc.folded, block, index, sentences, clauses)
    return replace(doc, blocks=blocks, sentences=tuple(sentences), clauses=tuple(clauses))


def _cut(text: str, block: Block, index: int, sentences: list[Sentence], clauses: list[Clause]) -> None:
    opened = at = block.start
    number = len(sentences)
    for match in _CLAUSE.finditer(text, block.start, block.end):
        mark = match.lastindex
        if mark is None:
            break
        end = match.end(mark)
        clauses.append(Clause(at, end, number))
        at = match.end()
        if mark == 1:
            sentences.append(Sentence(opened, end, index))
            opened = at
            number += 1
    if at < block.end:
        clauses.append(Clause(at, block.end, number))
    if opened < block.end:
        sentences.append(Sentence(opened, block.end, index))
