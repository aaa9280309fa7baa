"""What the tagger says of a quantity: a tag for each token and a class for each of three fields."""

from __future__ import annotations

from typing import get_args

from ..record import Measure

# Tags are independent of each other: the words of a program may be words of the metric too.
TAGS = ("metric", "program")
ROLES = ("actual", "target")
SCOPES = ("core", "peripheral")
MEASURES: tuple[str, ...] = get_args(Measure)
# Each classified field with its classes, in the order of the model's outputs.
CLASSES: dict[str, tuple[str, ...]] = {"role": ROLES, "scope": SCOPES, "measure": MEASURES}
