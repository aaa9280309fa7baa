"""Kinds of unit that the choosers tell apart."""

from __future__ import annotations

MONEY = frozenset({"元", "美元", "欧元", "港元"})
# A number with one of these is a part or a multiple of something.
RATES = frozenset({"%", "‰", "倍"})
RATES_AND_POINTS = RATES | {"百分点"}
# Units that measure: what follows such a number is seldom what is counted.
MASS = MONEY | RATES_AND_POINTS
