"""Where the wording of an annotation stands: for each piece the place nearest to its quantity, in text order."""

from __future__ import annotations

from itertools import pairwise

from ..record import Span

STOPS = "。！？；\n"
ACROSS_A_STOP = 60  # a sentence end between counts as this many characters: the own sentence comes first


def nearest(text: str, pieces: list[tuple[str, int | None]], quantity: Span) -> list[Span] | None:
    """Return one span for each (surface, nth occurrence or None), ascending and as near to `quantity` as can be.

    None when a surface does not stand in the text, or not in this order.

    >>> nearest("市场15家，其中市场6家", [("市场", None)], (10, 12))
    [(8, 10)]
    >>> nearest("市场15家，其中市场6家", [("市场", 1)], (10, 12))
    [(0, 2)]
    """
    # The cheapest way to end piece k at each of its places: (cost, the spans so far).
    ways: list[tuple[int, list[Span]]] = [(0, [])]
    for surface, nth in pieces:
        places = occurrences(text, surface)
        if nth is not None:
            places = places[nth - 1 : nth]
        longer = []
        for place in places:
            before = [way for way in ways if not way[1] or way[1][-1][1] <= place[0]]
            if before:
                cost, spans = min(before, key=lambda way: way[0])
                longer.append((cost + _distance(text, place, quantity), [*spans, place]))
        ways = longer
    return min(ways, key=lambda way: way[0])[1] if ways else None


def occurrences(text: str, surface: str) -> list[Span]:
    """Return every place of `surface`, overlapping ones too.

    >>> occurrences("三三三", "三三")
    [(0, 2), (1, 3)]
    """
    if not surface:
        return []
    places, at = [], text.find(surface)
    while at >= 0:
        places.append((at, at + len(surface)))
        at = text.find(surface, at + 1)
    return places


def in_order(spans: list[Span]) -> bool:
    """Return whether spans ascend without overlap."""
    return all(a[1] <= b[0] for a, b in pairwise(spans))


def _distance(text: str, place: Span, quantity: Span) -> int:
    if place[0] < quantity[1] and quantity[0] < place[1]:
        return ACROSS_A_STOP  # inside the quantity itself: rarely meant
    between = text[place[1] : quantity[0]] if place[1] <= quantity[0] else text[quantity[1] : place[0]]
    return len(between) + ACROSS_A_STOP * sum(between.count(stop) for stop in STOPS)
