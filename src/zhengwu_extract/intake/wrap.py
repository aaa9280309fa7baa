"""Wrapped lines: a sentence that goes on in the next line is one piece again."""

from __future__ import annotations

import re

from .lines import Line, is_numbered

# No line of its own begins with a closing mark, or ends with an opening one.
_CONTINUING = frozenset("、,。;:!?)”’》】%〉…")
_UNFINISHED = frozenset("、,(“‘《【〈")
# What stands behind a number that a line end cut off.
_SCALE = re.compile(r"[万亿]|(?:平方|立方)?(?:公里|米)|[个家户人名元亩吨套项处所座条]")
_BARE_NUMBER = re.compile(r"(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]|[\-·◆●■○]{1,3})")
_ITEM = re.compile(r"\(?\d{1,2}[.、)](?!\d)")
_RUNNING = re.compile(r"[,;\d]")
_NARROWEST_COLUMN = 18


def join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """Return `lines` of `text` (folded) with those made one that share a sentence.

    >>> from .lines import lines_of
    >>> text = "全年新建高标准农田20万亩,完成农村危房改造\\n300户。\\n二、工业"
    >>> [text[line.start : line.end] for line in join_wrapped(text, lines_of(text))]
    ['全年新建高标准农田20万亩,完成农村危房改造\\n300户。', '二、工业']
    """
    wrapped = _wrapped(text, lines)
    out: list[Line] = []
    for index, line in enumerate(lines):
        if out and (wrapped[index - 1] or _torn(text, out[-1], line)):
            out[-1] = Line(out[-1].start, line.end, "closed" if line.kind == "closed" else "open")
        else:
            out.append(line)
    return out


def _wrapped(text: str, lines: list[Line]) -> list[bool]:
    """Tell for each line whether it is running text that comes to its end in the lines after it."""
    out = [False] * len(lines)
    complete = False
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.kind == "closed":
            complete = text[line.end - 1] != ":"
            continue
        if line.kind in ("open", "heading") and index + 1 < len(lines):
            following = lines[index + 1]
            out[index] = (
                _next_of_kin(text, line, following)
                and (complete or _is_prose(text, line, following))
                and (line.kind == "open" or _fits(text, line, following))
            )
        complete = out[index]
    return out


def _next_of_kin(text: str, line: Line, following: Line) -> bool:
    blank_between = text.count("\n", line.end, following.start) > 1
    if blank_between or following.kind not in ("open", "heading", "closed"):
        return False
    return not is_numbered(text[following.start : following.end]) and not _ITEM.match(text, following.start)


def _is_prose(text: str, line: Line, following: Line) -> bool:
    """Tell whether `line` has a whole sentence in it, and then goes on in `following`."""
    return line.kind == "open" and following.kind != "heading" and text.find("。", line.start, line.end) >= 0


def _fits(text: str, line: Line, following: Line) -> bool:
    """Tell whether the two look like lines of one column: as wide as each other, or the last and not wider."""
    if is_numbered(text[line.start : line.end]):
        return False
    width, next_width = line.end - line.start, following.end - following.start
    if width < _NARROWEST_COLUMN:
        return False
    if following.kind == "closed":
        return next_width <= width + 1 and _RUNNING.search(text, line.start, line.end) is not None
    return abs(next_width - width) <= 2


def _torn(text: str, line: Line, following: Line) -> bool:
    """Tell whether a mark, or a number, has been torn from its sentence by a line end."""
    if line.kind not in ("open", "heading") or following.kind not in ("open", "heading", "closed"):
        return False
    last = text[line.end - 1]
    if text[following.start] in _CONTINUING or last in _UNFINISHED or _BARE_NUMBER.fullmatch(text, *line[:2]):
        return True
    cut_number = last.isdecimal() and _SCALE.match(text, following.start) is not None
    return cut_number and _next_of_kin(text, line, following)
