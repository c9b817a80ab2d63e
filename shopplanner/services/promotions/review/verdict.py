"""Whether a promotion is worth repeating, as the figures suggest it, with the reasons and their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from shopplanner.analytics.uplift import CannotTell, Effect
from shopplanner.domain.messages import Message, Percent, message
from shopplanner.services import wording
from shopplanner.services.promotions.review.amounts import pieces, whole
from shopplanner.services.promotions.review.impact import Impact
from shopplanner.services.promotions.review.scope import Scope
from shopplanner.services.promotions.review.tables import Quality

MUCH_PULLED: Final = 5_000
"""Half of the extra pieces given back afterwards is much."""
MUCH_REFUNDED: Final = 15_000
"""Refunds one and a half times as many as usual are many."""
MUCH_LOST: Final = 0.5
"""Siblings that lose half of what the promotion brought have only been replaced."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A verdict of ``store.VERDICTS`` with its reasons, weightiest first."""

    verdict: str
    reasons: tuple[Message, ...]


def suggest(scope: Scope, found: Impact, quality: Quality) -> Suggestion:
    """Return the verdict that the figures suggest."""
    if isinstance(found.units, CannotTell):
        return Suggestion("unknown", (why_not(found.units),))
    if scope.overlapped:
        return Suggestion("unknown", (_overlapped(scope), _uplift(found.units)))
    reasons = [_uplift(found.units), *_profit(found)]
    doubts = _doubts(found.units, found, quality)
    sign = found.units.net.sign
    profit = found.profit.value if found.profit is not None else None
    if sign < 0 or (profit is not None and profit.high < 0):
        return Suggestion("stop", (*reasons, *doubts))
    if sign == 0 and (profit is None or profit.sign == 0):
        return Suggestion("unknown", (*reasons, *doubts))
    good = sign > 0 and profit is not None and profit.low > 0
    return Suggestion("repeat" if good and not doubts else "change", (*reasons, *doubts))


def why_not(doubt: CannotTell) -> Message:
    """Return why nothing can be told, with how many there are of how many needed."""
    return message(f"review.doubt.{doubt.reason}", have=doubt.have, need=doubt.need)


def _overlapped(scope: Scope) -> Message:
    return message("review.reason.overlapped", names=wording.listed(each.name for each in scope.shared))


def _uplift(units: Effect) -> Message:
    """Return the net uplift in pieces with its interval."""
    sign = {1: "up", -1: "down", 0: "even"}[units.net.sign]
    net = units.net
    return message(f"review.reason.uplift_{sign}", net=pieces(net.value), low=pieces(net.low), high=pieces(net.high))


def _profit(found: Impact) -> list[Message]:
    """Return the incremental profit, or why it is not known."""
    if found.profit is None:
        return [found.no_profit] if found.no_profit is not None else []
    value = found.profit.value
    kind = {1: "gain", -1: "loss", 0: "even"}[value.sign]
    words = [whole(each) for each in (value.value, value.low, value.high)]
    return [message(f"review.reason.profit_{kind}", value=words[0], low=words[1], high=words[2])]


def _doubts(units: Effect, found: Impact, quality: Quality) -> list[Message]:
    """Return what speaks against repeating it as it was."""
    doubts = []
    if found.pulled is not None and found.pulled >= MUCH_PULLED and units.after.sign < 0:
        doubts.append(message("review.reason.pulled", share=Percent(found.pulled)))
    siblings = found.siblings
    if isinstance(siblings, Effect) and siblings.promotion.sign < 0 and units.promotion.value > 0:
        lost = -siblings.promotion.value / units.promotion.value
        if lost >= MUCH_LOST:
            doubts.append(message("review.reason.siblings", share=Percent(round(lost * 10_000))))
    if _many_refunds(quality):
        rate, usual = Percent(quality.refund_rate or 0), Percent(quality.usual_refund_rate or 0)
        doubts.append(message("review.reason.refunds", rate=rate, usual=usual))
    return doubts


def _many_refunds(quality: Quality) -> bool:
    """Whether much more than usual came back."""
    if quality.refund_rate is None or not quality.usual_refund_rate:
        return False
    return quality.refund_rate * 10_000 >= quality.usual_refund_rate * MUCH_REFUNDED
