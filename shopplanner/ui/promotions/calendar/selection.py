"""Which promotions are chosen: one that the inspector shows, and others that move, are copied and deleted with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from shopplanner.domain.promotions.plan import Promotion


@dataclass(frozen=True)
class Selection:
    """Ids in the order in which they were chosen; the last one is the one that is looked at."""

    ids: tuple[int, ...] = ()

    @property
    def primary(self) -> int:
        """The promotion that is looked at; 0 for none."""
        return self.ids[-1] if self.ids else 0

    def only(self, promotion_id: int) -> Selection:
        """Return a choice of one; of none for 0."""
        return Selection((promotion_id,) if promotion_id else ())

    def toggled(self, promotion_id: int) -> Selection:
        """Return the choice with a promotion added as the one looked at, or taken out."""
        rest = tuple(each for each in self.ids if each != promotion_id)
        return Selection(rest if promotion_id in self.ids else (*rest, promotion_id))

    def with_all(self, promotion_ids: Iterable[int]) -> Selection:
        """Return the choice with promotions added; the one looked at stays, if there is one."""
        added = [each for each in promotion_ids if each not in self.ids]
        return Selection((*added, *self.ids))

    def among(self, present: Collection[int]) -> Selection:
        """Return the choice without promotions that are gone."""
        return Selection(tuple(each for each in self.ids if each in present))

    def focused(self, promotion_id: int) -> Selection:
        """Return the same choice with one of its promotions looked at."""
        return Selection((*(each for each in self.ids if each != promotion_id), promotion_id))


def reach(promotions: Iterable[Promotion], one: int, other: int) -> list[int]:
    """Return the promotions from one to another by start, those of the lanes of both; Shift and a click choose them."""
    known = {each.id: each for each in promotions if each.id > 0}
    if one not in known or other not in known:
        return [other] if other in known else []
    lanes = {known[one].lane, known[other].lane}
    first, last = sorted((known[one], known[other]), key=_order)
    between = [each for each in known.values() if each.lane in lanes and _order(first) <= _order(each) <= _order(last)]
    return [each.id for each in sorted(between, key=_order)]


def _order(promotion: Promotion) -> tuple[object, int]:
    return promotion.starts, promotion.id
