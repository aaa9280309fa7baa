"""Texts for the tests of the tagger, read by the rules."""

from __future__ import annotations

from datetime import date

from zhengwu_extract import Document
from zhengwu_extract.pipeline import stages_before_tagger

TEXT = "一、民生\n城乡环境明显改善。全市推进绿色出行。新建便民市场15家，其中6家已营业。"


def read(text: str) -> Document:
    """Return a text as the rules read it for a tagger."""
    doc = Document(text, published=date(2022, 8, 11))
    for stage in stages_before_tagger():
        doc = stage(doc)
    return doc
