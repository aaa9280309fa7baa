"""The named initiative a number is evidence for: the best-scored candidate near it, or none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ..document import Document
from .clause import Clauses
from .program_clause import NamedClauses
from .program_name import Candidate, Name, known_names, label
from .program_score import name_weight, place_weight, site_weight, traits
from .site import Site

# How many candidates before a number in its sentence, in the sentences before it in its block, and behind its clause in
# its sentence, are weighed; one farther off is never the nearest.
NEAREST, NEAREST_IN_BLOCK, NEAREST_AFTER = 8, 8, 4
# A known name said so often is a topic of its document; how many topics a document has at most.
OFTEN, TOPICS = 3, 2
# Places too far off for the rules, and measures of which they name no program: there only a tagger chooses, and
# candidates are looked for only where one will.
FAR = frozenset({"own_later", "above", "topic"})
CHANGES = frozenset({"change", "change_rate"})
# How many sentences back a name in the same block may stand.
SENTENCES_BACK = 10
# How many blocks up a heading may stand.
HEADING_REACH = 12


class Programs:
    """The candidates of a document: those of each sentence, and the topics of a block's opening and its heading.

    With `far`, also those that only a tagger chooses.
    """

    def __init__(self, doc: Document, clauses: Clauses, *, far: bool = False) -> None:
        self.doc = doc
        self.far = far
        self._named = NamedClauses(doc, clauses)
        self._sentences: dict[int, list[Name]] = {}
        self._openings: dict[int, list[Name]] = {}
        self._headings: dict[int, list[Name]] = {}
        self._elsewhere: dict[int, list[tuple[str, Name]]] = {}
        self._weights: dict[Name, float] = {}
        self._facts: dict[Name, tuple[str, str, int, bool, int]] = {}
        self._known = known_names(doc.folded)
        self._starts = [name.start for name in self._known]
        self._topics = _most_spoken(doc.folded, self._known) if far else []

    def of_sentence(self, site: Site) -> list[Name]:
        """Return the candidates of the site's own sentence."""
        return self._of(site.sentence)

    def _of(self, sentence: int) -> list[Name]:
        if sentence not in self._sentences:
            start, end, _ = self.doc.sentences[sentence]
            self._sentences[sentence] = sorted(self._named.candidates(sentence) + self._known_in(start, end))
        return self._sentences[sentence]

    def of_opening(self, block: int) -> list[Name]:
        """Return the candidates of the first sentence of a block."""
        if block not in self._openings:
            start, stop = self.doc.blocks[block].start, self.doc.blocks[block].end
            period = self.doc.folded.find("。", start, stop)
            self._openings[block] = self._label_or_known(start, stop if period < 0 else period)
        return self._openings[block]

    def of_heading(self, block: int) -> list[Name]:
        """Return the candidates of the nearest heading above a block."""
        blocks = self.doc.blocks
        above = block - 1
        while above >= 0 and above > block - HEADING_REACH and blocks[above].kind != "heading":
            above -= 1
        if above < 0 or blocks[above].kind != "heading":
            return []
        if above not in self._headings:
            self._headings[above] = self._label_or_known(blocks[above].start, blocks[above].end)
        return self._headings[above]

    def elsewhere(self, site: Site) -> list[tuple[str, Name]]:
        """Return (where, candidate) for the names outside the site's sentence.

        They stand in the sentences before it in its block, the nearest first, in its block's opening, and its heading.
        """
        found = self._elsewhere.get(site.sentence)
        if found is None:
            begins = self.doc.sentences[site.sentence].start <= self.doc.blocks[site.block].start + 1
            found = self._before(site)
            found += [] if begins else [("opening", name) for name in self.of_opening(site.block)]
            found += [("heading", name) for name in self.of_heading(site.block)]
            found += [("topic", name) for name in self._topics_near(site)]
            self._elsewhere[site.sentence] = found
        return found

    def _before(self, site: Site) -> list[tuple[str, Name]]:
        """Return the nearest names of the sentences before the site in its block, each text once."""
        found: dict[str, tuple[str, Name]] = {}
        for back in range(1, min(SENTENCES_BACK, site.sentence) + 1):
            number = site.sentence - back
            block = self.doc.sentences[number].block
            if len(found) >= NEAREST_IN_BLOCK or not self._reaches(block, site.block):
                break
            where = "above" if block != site.block else "before" if back == 1 else "block"
            for name in reversed(self._of(number)):
                found.setdefault(self.doc.folded[name.start : name.end], (where, name))
        return list(found.values())[:NEAREST_IN_BLOCK]

    def _reaches(self, block: int, own: int) -> bool:
        """Whether the names of a block are looked for from another: its own and, far off, the paragraph above it."""
        return block == own or (self.far and block == own - 1 and self.doc.blocks[block].kind != "heading")

    def _topics_near(self, site: Site) -> Iterator[Name]:
        """Yield the known names that the document says most often, each where it is said next to the site."""
        for places in self._topics:
            at = bisect_left(places, (self.doc.sentences[site.sentence].start,))
            yield places[max(0, at - 1)]

    def weight(self, name: Name) -> float:
        """Return what a candidate weighs whatever the number."""
        weight = self._weights.get(name)
        if weight is None:
            weight = self._weights[name] = name_weight(*self.known_of(name))
        return weight

    def known_of(self, name: Name) -> tuple[str, str, int, bool, int]:
        """Return the arguments of `name_features` for a candidate."""
        facts = self._facts.get(name)
        if facts is None:
            text = self.doc.folded[name.start : name.end]
            in_title = bool(self.doc.title and text in self.doc.title)
            facts = self._facts[name] = name.how, name.head, self.doc.folded.count(text), in_title, len(text)
        return facts

    def _known_in(self, start: int, stop: int) -> list[Name]:
        return self._known[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def _label_or_known(self, start: int, stop: int) -> list[Name]:
        whole = label(self.doc.folded, start, stop)
        return [whole] if whole is not None else self._known_in(start, stop)


def _most_spoken(folded: str, names: list[Name]) -> list[list[Name]]:
    """Return the places of the names that are said OFTEN, of at most TOPICS of them, the most frequent first."""
    places: dict[str, list[Name]] = {}
    for name in names:
        places.setdefault(folded[name.start : name.end], []).append(name)
    often = [each for each in places.values() if len(each) >= OFTEN]
    return sorted(often, key=len, reverse=True)[:TOPICS]


def choose_program(site: Site, programs: Programs) -> None:
    """Set the candidates of `site` with their scores, and its program: the one of the highest, when that is above 0."""
    if site.measure in CHANGES and not programs.far:
        return
    alone = site_weight(*known_of_site(site, programs.doc))
    best = 0.0
    for where, name in near(site, programs):
        place = known_of_place(site, where, name)
        score = alone + programs.weight(name) + place_weight(where, name.how, *place)
        site.candidates.append(Candidate(score, name, where, *place))
        if score > best and where not in FAR and site.measure not in CHANGES:
            best = score
            site.program, site.program_rule = ((name.start, name.end),), f"program.{where}"


def described(site: Site, programs: Programs) -> Iterator[tuple[Candidate, tuple[int, ...]]]:
    """Yield the candidates of a site with their traits."""
    for candidate in site.candidates:
        how, _, count, in_title, length = programs.known_of(candidate.name)
        place = candidate.clauses, candidate.numbers, candidate.in_metric
        yield candidate, traits(how, count, in_title, length, *place)


def near(site: Site, programs: Programs) -> Iterator[tuple[str, Name]]:
    """Yield (where, candidate) for the names that could be the site's program."""
    own = programs.of_sentence(site)
    if own:
        yield from _in_sentence(site, own, NEAREST_AFTER if programs.far else 0)
    yield from programs.elsewhere(site)


def _in_sentence(site: Site, own: list[Name], later: int) -> Iterator[tuple[str, Name]]:
    """Yield the nearest candidates before the site in its sentence, those in what it counts, and so many behind it."""
    start, stop = site.mention.start, site.mention.end
    clause = site.row[site.clause].start
    right = site.row[site.right - 1].end
    at = bisect_left(own, (start,))
    for name in own[max(0, at - NEAREST) : at]:
        if name.end <= start:
            yield ("own_clause" if name.start >= clause else "own_sentence"), name
    behind = bisect_left(own, (right,), at)
    for name in own[at:behind]:
        if name.start >= stop:
            yield "counted_thing", name
    for name in own[behind : behind + later]:
        yield "own_later", name


def known_of_site(site: Site, doc: Document) -> tuple[str, str, str, str, str]:
    """Return the arguments of `site_features` for a site."""
    metric = ""
    if site.metric:
        start, end = site.metric[-1]
        metric = doc.folded[max(start, end - 4) : end]
    return site.measure, site.role, site.amount.unit, metric, site.verb.text if site.verb is not None else ""


def known_of_place(site: Site, where: str, name: Name) -> tuple[int, int, bool]:
    """Return how many clauses and numbers stand between a candidate and a site, and whether it is part of the metric.

    At most 3 count; -1 is for a candidate of another sentence.
    """
    clauses = numbers = -1
    if where in ("own_clause", "own_sentence", "counted_thing", "own_later"):
        clauses = min(3, abs(bisect_left(site.places.stops, name.start) - site.stops_before))
        numbers = min(3, abs(bisect_left(site.places.numbers, name.start) - site.numbers_before))
    in_metric = False
    for start, end in site.metric:
        if start < name.end and name.start < end:
            in_metric = True
    return clauses, numbers, in_metric
