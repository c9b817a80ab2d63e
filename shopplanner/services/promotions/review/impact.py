"""What a promotion brought: uplift in pieces and amounts, what siblings lost, and the profit that is left of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from sqlalchemy.orm import Session

from shopplanner.analytics.uplift import CannotTell, Effect, Estimate, effect, together
from shopplanner.domain.messages import Message, message
from shopplanner.domain.metrics.definitions import Scope as Cut
from shopplanner.services.metrics import definitions, reading
from shopplanner.services.promotions.review import lines
from shopplanner.services.promotions.review.lines import Daily, Lines
from shopplanner.services.promotions.review.scope import Scope


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the profit's derivation, in minor units; None where it could not be counted."""

    key: str
    value: int | None
    note: Message


@dataclass(frozen=True, slots=True)
class Profit:
    """Incremental profit with its 90 % interval, in minor units.

    Attributes:
        parts: what it consists of, in the order of the calculation.
        spent: discount given, fixed costs and extra advertising: what the return is measured on.
        share: profit over ``spent`` in basis points; None where nothing was spent.
    """

    value: Estimate
    parts: tuple[Part, ...]
    spent: int
    share: int | None


@dataclass(frozen=True)
class Impact:
    """The effect of a promotion.

    Attributes:
        units: pieces against their baseline.
        paid: paid amounts against theirs.
        siblings: pieces of the siblings; None without any.
        halo: amounts of the rest of the shop; None without one.
        total: net uplift in pieces less what siblings lost.
        profit: incremental profit; None where ``no_profit`` says why not.
        pulled: share of the promotion's extra pieces that the days after gave back, in basis points.
        own: daily sales of its products.
        near: daily sales of the siblings.
    """

    units: Effect | CannotTell
    paid: Effect | CannotTell
    siblings: Effect | CannotTell | None
    halo: Effect | CannotTell | None
    total: Estimate | None
    profit: Profit | None
    no_profit: Message | None
    pulled: int | None
    own: Lines
    near: Lines


def impact(session: Session, shop_id: int, scope: Scope, fixed: int | None) -> Impact:
    """Return what a promotion brought; ``fixed`` are costs that a person typed in, such as slots and gifts."""
    window = scope.window
    reports = lines.daily(session, shop_id, *window)
    own = reports.lines(scope.goods)
    if scope.promotion.whole_shop:
        own = lines.shop_lines(session, shop_id, *window, own)
    near = reports.lines(scope.siblings)
    units, paid = effect(own.units, scope.span), effect(own.paid, scope.span)
    siblings = effect(near.units, scope.sibling_span) if scope.siblings else None
    total = _total(units, siblings, own, near)
    ads = _extra_ads(session, shop_id, scope, units)
    found = _profit(units, siblings, own, near, ads, fixed) if isinstance(units, Effect) else None
    return Impact(
        units,
        paid,
        siblings,
        _halo(scope, reports),
        total,
        found if isinstance(found, Profit) else None,
        found if isinstance(found, Message) else None,
        _pulled(units),
        own,
        near,
    )


def _total(
    units: Effect | CannotTell, siblings: Effect | CannotTell | None, own: Lines, near: Lines
) -> Estimate | None:  # fmt: skip
    """Return the net uplift less cannibalisation; None where either cannot be told."""
    if not isinstance(units, Effect):
        return None
    if siblings is None:
        return units.net
    return together(units, siblings, own.units, near.units) if isinstance(siblings, Effect) else None


def _halo(scope: Scope, reports: Daily) -> Effect | CannotTell | None:
    """Return what the rest of the shop did; goods that neither took part nor compete."""
    return effect(reports.lines(scope.rest).paid, scope.rest_span) if scope.rest else None


def _pulled(units: Effect | CannotTell) -> int | None:
    """Return the share of extra pieces that the days after gave back; None where there were none, or no dip."""
    if not isinstance(units, Effect) or units.promotion.value <= 0 or units.after.value >= 0:
        return None
    return round(-units.after.value / units.promotion.value * 10_000)


def _extra_ads(session: Session, shop_id: int, scope: Scope, units: Effect | CannotTell) -> int | None:
    """Return what was spent on ads above a clean day's mean; None where it is not known of the days."""
    if not isinstance(units, Effect):
        return None
    spend = ad_spend(session, shop_id, scope.codes, *scope.window)
    during = [spend[day] for day in scope.span.days if day in spend]
    usual = [spend[day] for day in units.clean if day in spend]
    if not during or not usual:
        return None
    return round(sum(during) - sum(usual) / len(usual) * len(during))


def ad_spend(session: Session, shop_id: int, codes: Sequence[str], first: int, last: int) -> Mapping[int, int]:
    """Return ad spend by day, of products or of the whole shop."""
    metric = definitions.metric("ad_cost")
    if not codes:
        candidates = reading.keeping_holes(reading.shop_candidates(session, shop_id, [metric], first, last))
        return reading.chosen(candidates, [metric.id])[0][metric.id]
    found, _ = reading.entity_daily(session, shop_id, Cut.PRODUCT, [metric], first, last, codes)
    spend: dict[int, int] = {}
    for by_base in found.values():
        for day, value in by_base.get(metric.id, {}).items():
            spend[day] = spend.get(day, 0) + value
    return spend


def _profit(
    units: Effect,
    siblings: Effect | CannotTell | None,
    own: Lines,
    near: Lines,
    ads: int | None,
    fixed: int | None,
) -> Profit | Message:
    """Return the incremental profit, or why there is none.

    Extra pieces times the promotion's margin, less the margin given up on the pieces that would have been sold anyway,
    with the dip after at the usual margin, less what siblings lost if that is beyond doubt, fixed costs and extra
    advertising. Source: definition of incremental promotion profit against a baseline.
    """
    during = units.during
    usual, promoted = own.unit_margin(units.clean), own.unit_margin(during)
    if usual is None or promoted is None:
        return message("review.profit.no_cost")
    expected = sum(units.expected[: len(during)])
    lost, near_half = _sibling_loss(siblings, near)
    parts = [
        Part("extra", round(units.promotion.value * promoted), message("review.profit.extra")),
        Part("given_up", -round(expected * (usual - promoted)), message("review.profit.given_up")),
        Part("after", round(units.after.value * usual), message("review.profit.after")),
        Part("siblings", lost, message("review.profit.siblings" if lost is not None else "review.profit.no_siblings")),
        Part("fixed", None if fixed is None else -fixed, message("review.profit.fixed")),
        Part("ads", *_ads(ads)),
    ]
    value = float(sum(part.value for part in parts if part.value is not None))
    half = sqrt((abs(usual) * (units.net.high - units.net.low) / 2) ** 2 + near_half**2)
    discount = _discount(own, units.clean, during)
    spent = discount + max(0, fixed or 0) + max(0, ads or 0)
    share = round(value / spent * 10_000) if spent > 0 else None
    return Profit(Estimate(value, value - half, value + half), tuple(parts), spent, share)


def _ads(extra: int | None) -> tuple[int | None, Message]:
    """Return extra advertising as a part; that it is not counted is said, as a profit without it looks better."""
    if extra is None:
        return None, message("review.profit.no_ads")
    return -extra, message("review.profit.ads")


def _sibling_loss(siblings: Effect | CannotTell | None, near: Lines) -> tuple[int | None, float]:
    """Return the siblings' lost margin with half its interval; nothing where it may as well be chance."""
    if not isinstance(siblings, Effect) or siblings.promotion.sign == 0:
        return None, 0.0
    margin = near.unit_margin(siblings.clean)
    if margin is None:
        return None, 0.0
    half = (siblings.promotion.high - siblings.promotion.low) / 2
    return round(siblings.promotion.value * margin), abs(margin) * half


def _discount(own: Lines, clean: Sequence[int], during: Sequence[int]) -> int:
    """Return what buyers paid less than at clean days' prices; nothing where they paid more."""
    less = (own.unit_price(clean) or 0.0) - (own.unit_price(during) or 0.0)
    return max(0, round(less * (own.total("units", during) or 0)))
