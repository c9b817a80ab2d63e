"""Which type of shop fits: what each asks for, what is there, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from shopplanner.foundation.bilingual import Bilingual

Fact: TypeAlias = "str | int | bool"
"""What is known of the shop: the worksheet's value of that name."""


class Need(StrEnum):
    """How much a condition matters."""

    MUST = "must"
    GOOD = "good"
    AGAINST = "against"


class State(StrEnum):
    """Whether a condition holds."""

    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"


class Fit(StrEnum):
    """How a shop type fits as a whole."""

    FITS = "fits"
    OPEN = "open"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a shop type asks for or speaks for or against it.

    Attributes:
        fact: the worksheet field that it looks at.
        any_of: holds if the fact is one of these.
        at_least: holds if the fact is no less than this; in the field's own units.
        need: ``must`` blocks the type while missing; ``good`` and ``against`` move its place.
        points: how far it moves the place.
        reason: what it means where it holds.
        lack: what to do where it does not; only a ``must`` needs one.
    """

    fact: str
    need: Need
    reason: Bilingual
    any_of: tuple[str, ...] = ()
    at_least: int | None = None
    points: int = 1
    lack: Bilingual | None = None
    source: Bilingual | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class ShopType:
    """A type of shop on the platform with what it asks for; ``order`` decides between equals."""

    id: str
    name: Bilingual
    summary: Bilingual
    conditions: tuple[Condition, ...]
    cost: Bilingual
    order: int = 0
    source: Bilingual | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition with whether it holds."""

    condition: Condition
    state: State


@dataclass(frozen=True, slots=True)
class Advice:
    """A shop type judged.

    Attributes:
        fit: ``fits`` if nothing that it asks for is missing, ``open`` while answers are not given, else ``blocked``.
        points: what speaks for it less what speaks against it.
    """

    shop_type: ShopType
    fit: Fit
    points: int
    judged: tuple[Judged, ...]

    def of(self, need: Need, state: State) -> tuple[Condition, ...]:
        """Return its conditions of a need in a state."""
        return tuple(one.condition for one in self.judged if one.condition.need is need and one.state is state)

    @property
    def missing(self) -> tuple[Condition, ...]:
        """What it asks for and is not there."""
        return self.of(Need.MUST, State.MISSING)


_ORDER = (Fit.FITS, Fit.OPEN, Fit.BLOCKED)


def advise(shop_types: Sequence[ShopType], facts: Mapping[str, Fact]) -> tuple[Advice, ...]:
    """Return all shop types, those that fit first, then by what speaks for them."""
    found = [_judge(one, facts) for one in shop_types]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.fit), -one.points, one.shop_type.order)))


def _judge(shop_type: ShopType, facts: Mapping[str, Fact]) -> Advice:
    judged = tuple(Judged(one, _state(one, facts.get(one.fact))) for one in shop_type.conditions)
    musts = {one.state for one in judged if one.condition.need is Need.MUST}
    fit = Fit.BLOCKED if State.MISSING in musts else Fit.OPEN if State.UNKNOWN in musts else Fit.FITS
    points = sum(_points(one) for one in judged if one.state is State.MET)
    return Advice(shop_type, fit, points, judged)


def _state(condition: Condition, fact: Fact | None) -> State:
    """Return whether a condition holds; what was not answered is unknown, never missing."""
    if fact is None or fact == "":
        return State.UNKNOWN
    if condition.at_least is not None:
        return State.MET if isinstance(fact, int) and fact >= condition.at_least else State.MISSING
    return State.MET if str(fact) in condition.any_of else State.MISSING


def _points(judged: Judged) -> int:
    match judged.condition.need:
        case Need.GOOD:
            return judged.condition.points
        case Need.AGAINST:
            return -judged.condition.points
        case Need.MUST:
            return 0
