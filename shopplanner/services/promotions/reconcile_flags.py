"""Which stacking rule looks wrong: the single change of an unconfirmed flag that explains all differing prices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from shopplanner.services.promotions.prices import ProfileEntry
from shopplanner.services.promotions.reconcile import Case, Reconciliation, cart_of, each_of

MOST_CASES: Final = 40
"""Prices with different offers that are tried at most; further ones would say the same."""

TELLING: Final = frozenset({"rounding", "base", "amount", "stacking", "lost"})
"""Reasons behind which a rule may stand; a missing offer or another tag price says nothing about rules."""


@dataclass(frozen=True, slots=True)
class FlagHint:
    """A flag that is not confirmed, and the value under which all prices would agree; ``prices`` differ without it."""

    profile_id: str
    flag: str
    value: str
    prices: int


def flag_hints(found: Reconciliation) -> list[FlagHint]:
    """Return the changes of one unconfirmed flag that explain every telling difference and spoil no agreement."""
    if found.profile is None:
        return []
    differing = [case for row, case in found.cases if row.differs and row.reason in TELLING]
    agreeing = [case for row, case in found.cases if not row.differs and case.offers]
    if not differing:
        return []
    tried = [*_distinct(differing), *_distinct(agreeing)]
    return [
        FlagHint(found.profile.id, flag, str(getattr(value, "value", value)), len(differing))
        for flag, value in _changes(found.profile)
        if _explains(tried, replace(found.profile, **{flag: value}))
    ]


def _changes(profile: ProfileEntry) -> Iterator[tuple[str, Any]]:
    """Yield every other value of each flag that is not confirmed."""
    for flag in profile.inferred:
        value = getattr(profile, flag)
        if isinstance(value, bool):
            yield flag, not value
        elif isinstance(value, Enum):
            yield from ((flag, other) for other in type(value) if other is not value)


def _explains(cases: Sequence[Case], profile: ProfileEntry) -> bool:
    return all(each_of(cart_of(case, profile)) == case.platform for case in cases)


def _distinct(cases: Sequence[Case]) -> list[Case]:
    """Return cases with different prices and offers, as many as are tried."""
    seen: dict[tuple[int, int, tuple[str, ...]], Case] = {}
    for case in cases:
        seen.setdefault((case.line.tag_price, case.platform, tuple(offer.id for offer in case.offers)), case)
    return list(seen.values())[:MOST_CASES]
