"""What each number measures: [state or action] + [object or indicator], glued from pieces near the quantity."""

from __future__ import annotations

from collections.abc import Container, Iterable

from .distribute import chains, split_heads
from .piece import LISTING, Piece
from .site import Site, Spans
from .unit import MASS
from .words import words_of

# Kinds of cue that never belong to a metric, wherever they stand before a number.
NOISE = frozenset({"adverb", "reach", "each", "part", "hard", "soft", "plain", "fact"})
CHANGE = frozenset({"up", "down"})
DROPPED = NOISE | CHANGE
ENDS_COMPARISON = CHANGE | {"each"}
OPENING = frozenset("（([【")
BRACKETS = OPENING | frozenset("）)]】")
CHANGES = frozenset({"change", "change_rate", "completion"})
QUOTES = frozenset("”“》《")
VERBS = frozenset({"v", "vd", "vn", "ns", "nz"})
# A noun that names no thing of its own (总量, 金额): it needs the subject before it.
RELATIVE = words_of("relative")
EMPTY = words_of("empty")


def choose_metrics(group: list[Site], last: Site | None) -> None:
    """Set metric, head and deciding rule of each site of a sentence, from left to right.

    `last` is the last site of the paragraph before this sentence: a bare predicate (已开工1500套) takes its subject.
    """
    starts = {chain[0].index: chain for chain in chains(group)} if len(group) > 1 else {}
    for number, site in enumerate(group):
        if site.index in starts:
            chain = starts[site.index]
            _distribute(chain, group[max(0, number - len(chain)) : number])
        if site.metric_rule == "metric.none":
            _choose(site, last)


def join(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return spans in text order, neighbours merged.

    >>> join([(5, 7), (0, 2), (2, 4)])
    ((0, 4), (5, 7))
    """
    out: list[tuple[int, int]] = []
    begin = done = -1
    for start, end in sorted(spans):
        if start > done:
            if begin >= 0:
                out.append((begin, done))
            begin, done = start, end
        elif end > done:
            done = end
    if begin >= 0:
        out.append((begin, done))
    return tuple(out)


def _choose(site: Site, last: Site | None) -> None:
    before = site.before
    if site.listed and before is not None and before.metric:
        site.metric, site.metric_rule, site.head = before.metric, "metric.listed", before.head
        return
    left = [] if _is_progress(site) else _trim(_without_examples(_naming(_own_left(site))))
    right = _counted(site, left)
    left = _without_names(left, right)
    own = left + right
    if own and not _needs_subject(site, left, right):
        _keep(site, _shared_verb(site, left, right) + own, "metric.own_words")
    elif before is not None and before.head:
        _inherit(site, before, own)
    elif subject := _clause_before(site):
        _keep(site, subject + own, "metric.clause_before")
    elif last is not None and last.subject:
        _inherit(site, last, own)
    elif own := own or content(site.left_pieces()):
        _keep(site, own, "metric.own_words")


def _is_progress(site: Site) -> bool:
    """完成年度任务的90%: the words before the rate name the task, what is measured stands before them."""
    return site.measure == "completion" and any("goal" in piece.cues for piece in site.left_pieces())


def _inherit(site: Site, before: Site, own: list[Piece]) -> None:
    if not own:
        site.metric, site.head, site.metric_rule = before.metric, before.head, "metric.inherited"
        return
    site.metric = join(before.subject + tuple((p.start, p.end) for p in own))
    site.head, site.subject, site.metric_rule = site.metric, before.subject, "metric.inherited_subject"


def _distribute(chain: list[Site], earlier: list[Site]) -> None:
    """Give each number of a 分别 list its own head: the heads before 分别, or the metrics of the numbers before."""
    first = chain[0]
    clause = first.clause_pieces()
    each = next((at for at, piece in enumerate(clause) if "each" in piece.cues), None)
    if each is None:
        _distribute_unsaid(chain)
        return
    heads = split_heads(content(clause[:each]), len(chain))
    models = earlier[-len(chain) :]
    done = _done_to_each(clause[each + 1 :])
    if not heads and len(models) == len(chain):
        share = [(piece.start, piece.end) for piece in done] if done and "share" in done[0].cues else []
        for site, model in zip(chain, models, strict=True):
            site.metric = join([*model.subject, *share]) if share else model.metric
            site.head, site.subject, site.metric_rule = model.head, model.subject, "metric.distributed"
        return
    heads = heads or split_heads(_clause_before(first), len(chain))
    if len(heads) == len(chain):
        for site, head in zip(chain, heads, strict=True):
            _keep(site, head + done, "metric.distributed")


def _distribute_unsaid(chain: list[Site]) -> None:
    """Give each number of a list its own head without 分别, where they are as many (原煤、原油产量达到6吨、9吨)."""
    heads = split_heads(content(chain[0].left_pieces()), len(chain))
    if len(heads) == len(chain):
        for site, head in zip(chain, heads, strict=True):
            _keep(site, head, "metric.distributed")


def _done_to_each(pieces: list[Piece]) -> list[Piece]:
    """Return what 分别 says of every head besides a bare verb (甲、乙两县分别|新增床位|40张和30张)."""
    done = content(pieces)
    return done if len(done) > 1 or any(piece.flag.startswith("n") for piece in done) else []


def _keep(site: Site, pieces: list[Piece], rule: str) -> None:
    spans = [(p.start, p.end) for p in pieces]
    first = pieces[0]
    site.metric = site.head = join(spans)
    site.verb = first if _is_verb(first) else None
    site.subject = join(spans[1:]) if first.flag == "v" and len(pieces) > 1 else site.metric
    site.metric_rule = rule


def _own_left(site: Site) -> list[Piece]:
    """Return the pieces before the number that the quantity before it has not claimed."""
    pieces = site.left_pieces()
    before = site.before
    if before is None or not before.claims or before.at + 1 != site.left:
        return pieces
    cut = _last_place(pieces, LISTING)
    return pieces[cut + 1 :] if cut >= 0 else []


def _last_place(pieces: list[Piece], texts: Container[str]) -> int:
    """Return the last place in `pieces` of one of `texts`, -1 when there is none."""
    for at in range(len(pieces) - 1, -1, -1):
        if pieces[at].text in texts:
            return at
    return -1


def content(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces that name what a number after them measures."""
    return _trim(_naming(pieces))


def _naming(pieces: list[Piece]) -> list[Piece]:
    """Leave out dates, places, comparisons, brackets and cue words."""
    kept: list[Piece] = []
    depth = 0
    skip = False
    for at, piece in enumerate(pieces):
        kind, cues = piece.kind, piece.cues
        if kind == "mark" and piece.text in BRACKETS:
            depth = depth + 1 if piece.text in OPENING else max(0, depth - 1)
        elif depth:
            continue
        elif skip:
            skip = cues.isdisjoint(ENDS_COMPARISON)
        elif cues:
            if "compare" in cues:
                skip = _compares(pieces, at)
            elif "share" in cues or cues.isdisjoint(DROPPED):
                kept.append(piece)
        elif kind == "region":
            if kept and "share" in kept[-1].cues:
                kept.append(piece)
        elif kind != "date" and kind != "quantity":
            kept.append(piece)
    return kept


def _without_examples(pieces: list[Piece]) -> list[Piece]:
    """Leave out the examples before 等: of 实施A、B等重点项目 keep 实施 and 重点项目."""
    at = _last_place(pieces, ("等", "等等"))
    if at < 0:
        return pieces
    verb = pieces[:1] if pieces[0].flag == "v" and at > 1 else []
    return verb + pieces[at + 1 :]


def _without_names(left: list[Piece], right: list[Piece]) -> list[Piece]:
    """Leave out names in apposition to what is counted: of 新增甲机场、乙机场2个国际机场 keep 新增."""
    at = _last_place(left, ("、",)) if right else -1
    if at < 0:
        return left
    last = left[at + 1 :]
    if last and _ends_with_verb(last):
        return last
    return left[:1] if left[0].flag == "v" else []


def _compares(pieces: list[Piece], at: int) -> bool:
    """Whether the piece at `at` opens a comparison (比上年增长) that ends at a change verb or at the number."""
    if len(pieces[at].text) > 1:
        return True
    near = pieces[at + 1 : at + 7]
    return any(p.kind in ("date", "region") or p.text == "同期" or not p.cues.isdisjoint(CHANGE) for p in near)


def _trim(pieces: list[Piece]) -> list[Piece]:
    start, end = 0, len(pieces)
    while start < end and _is_empty(pieces[start]):
        start += 1
    while end > start and _is_empty(pieces[end - 1]):
        end -= 1
    return pieces[start:end]


def _is_empty(piece: Piece) -> bool:
    kind = piece.kind
    return piece.text in EMPTY or kind == "stop" or (kind == "mark" and piece.text not in QUOTES)


def _counted(site: Site, left: list[Piece]) -> list[Piece]:
    """Return the pieces after the number that name what is counted."""
    if site.right == site.at + 1 or site.measure in CHANGES:
        return []
    right = _after_brackets(site.right_pieces())
    if not right or (right[0].kind in ("mark", "stop") and right[0].text not in "“《"):
        return []
    if site.amount.unit in MASS and left and not _ends_with_verb(left):
        return []
    followed = site.right < len(site.row) and site.row[site.right].kind == "quantity"
    out: list[Piece] = []
    for at, piece in enumerate(right):
        if followed and piece.text in LISTING and all(p.kind != "word" or p.flag == "v" for p in right[at + 1 :]):
            break
        if piece.kind not in ("date", "region") and piece.cues.isdisjoint(NOISE):
            out.append(piece)
    if left and not _ends_with_verb(left) and out and out[0].text != "的" and out[0].flag.startswith("v"):
        return []
    site.claims = bool(out)
    return _trim(out)


def _after_brackets(pieces: list[Piece]) -> list[Piece]:
    while pieces and pieces[0].kind == "mark" and pieces[0].text in "（(":
        close = next((i for i, p in enumerate(pieces) if p.text in "）)"), len(pieces) - 1)
        pieces = pieces[close + 1 :]
    return pieces


def _is_verb(piece: Piece) -> bool:
    return piece.flag in VERBS and piece.kind == "word"


def _ends_with_verb(pieces: list[Piece]) -> bool:
    return pieces[-1].flag in ("v", "vd", "ns", "nz") or (len(pieces) == 1 and _is_verb(pieces[0]))


def _shared_verb(site: Site, left: list[Piece], right: list[Piece]) -> list[Piece]:
    """Return the verb that a list of things built or done has only at its head (组建A 17个,B 195个)."""
    before = site.before
    if before is None or before.verb is None or site.measure != "level" or before.measure != "level":
        return []
    own = left + right
    if _is_verb(own[0]) or site.amount.unit in MASS or before.amount.unit in MASS:
        return []
    if bool(right) != before.claims:
        return []
    return [before.verb]


def _needs_subject(site: Site, left: list[Piece], right: list[Piece]) -> bool:
    """Whether the words found are a predicate whose subject stands earlier (其中6家已竣工, 占全国的3%, 增长5%)."""
    if not left and not right:
        return True
    if left and ("share" in left[0].cues or "".join(piece.text for piece in left) in RELATIVE):
        return True
    if len(own := left + right) <= 2 and all(p.flag == "v" for p in own):
        return True
    if left or not right[0].flag.startswith(("v", "d")):
        return False
    return any("part" in piece.cues for piece in site.left_pieces())


def _clause_before(site: Site) -> list[Piece]:
    """Return the words of the clause before, for a number whose own clause names nothing."""
    end = site.clause - 1
    start = end
    while start > 0 and site.row[start - 1].kind != "stop":
        start -= 1
    return content(site.row[start:end]) if end > 0 else []
