"""The price radar: for every SKU and day the worst that buyers can pay and the shop can be left with, and why."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from shopplanner.domain.promotions.offers import PricedCart
from shopplanner.domain.promotions.price_days import PriceTable
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.tools import Tool
from shopplanner.domain.promotions.worst_case import WorstCases
from shopplanner.domain.promotions.worst_found import Case, Worst
from shopplanner.services.promotions.prices import ALWAYS_CHECKED, ProfileEntry
from shopplanner.services.promotions.radar_plan import LINE_DAYS, RadarPlan, RadarProduct, offers_for, read_plan
from shopplanner.services.promotions.ribbon import promotion_of
from shopplanner.services.workspace import Workspace

RED_LINE: Final = 5_000
"""Share of the tag price below which the platform warns, in basis points. Source: coupon page, 2026-06-02."""

THIN: Final = 1_500
"""Margin below which a day is worth a look, in basis points of what the buyer pays; a default of ours."""

BAD, WARN, GOOD, UNKNOWN = "bad", "warn", "good", "unknown"
Progress = Callable[[int, int], None]
Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class RadarCell:
    """A SKU on a day.

    Attributes:
        price: least that a piece can cost.
        left: least that a piece leaves over its cost; None if the cost is not known.
        margin: worst margin in basis points of what the buyer pays then.
        price_state: how the price stands to cost, floor, red line and 15-day line.
        profit_state: how what it leaves stands to nothing and to a thin margin.
        reasons: which limits are broken: cost, floor, red_line, line.
        line: general price that the next campaign within fifteen days needs; None if there is none.
        general: least general price of the day.
        gap: how far the general price is above what the next campaign needs, below it if negative; None if nothing is
            needed.
    """

    price: int
    left: int | None
    margin: int | None
    price_state: str
    profit_state: str
    reasons: tuple[str, ...]
    line: int | None
    general: int
    stretches: tuple[int, ...]
    gap: int | None = None

    def state(self, mode: str) -> str:
        """Return how it stands by ``price``, by ``profit``, or by its gap to the ``line``."""
        if mode == "line":
            return UNKNOWN if self.gap is None else BAD if self.gap < 0 else GOOD
        return self.price_state if mode == "price" else self.profit_state


@dataclass(frozen=True)
class RadarRow:
    """A SKU with its days."""

    product: RadarProduct
    cells: tuple[RadarCell, ...]


@dataclass(frozen=True)
class Radar:
    """The radar of a span of days; ``audience`` is the only one looked at, empty for every buyer."""

    first: date
    last: date
    rows: tuple[RadarRow, ...]
    plan: RadarPlan
    audience: str = ""

    @property
    def days(self) -> list[date]:
        """The days of the span."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the worst would be without one of the promotions that take part, in fen."""

    promotion_id: int
    name: str
    unit_price: int
    left: int | None


@dataclass(frozen=True)
class Finding:
    """The worst case of a SKU on a day, explained.

    Attributes:
        starts: when the stretch begins in which it can happen.
        ends: its last second.
        basket: names and pieces, the SKU first.
        audiences: who buys; empty for anyone.
        unit_price: what a piece of the SKU costs then.
        left: what it leaves; None if the cost is not known.
        cart: the priced basket.
        promotions: those whose offers take something off or give something, by id.
        remedies: what would come of it without one of them, what helps most first.
    """

    product: RadarProduct
    day: date
    starts: datetime
    ends: datetime
    basket: tuple[tuple[str, int], ...]
    audiences: tuple[str, ...]
    unit_price: int
    left: int | None
    cart: PricedCart
    names: Mapping[str, str]
    promotions: tuple[tuple[int, str], ...]
    rules: ProfileEntry
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class RedDay:
    """A SKU that breaks a limit on a day."""

    product_id: int
    name: str
    price: int
    left: int | None
    reasons: tuple[str, ...]


class _Kept:
    """Searches of one workspace that are kept as long as SKUs, offers and rules stay."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.searches: dict[object, tuple[WorstCases, PriceTable]] = {}

    def search(self, plan: RadarPlan, rules: Profile) -> tuple[WorstCases, PriceTable]:
        """Return the search for a plan under rules; of former plans only the last few are kept."""
        key = (plan.lines, plan.offers, rules)  # the rules themselves: an edited pack keeps its id
        with self.lock:
            if key not in self.searches:
                while len(self.searches) >= KEPT:
                    self.searches.pop(next(iter(self.searches)))
                self.searches[key] = (
                    WorstCases(plan.lines, plan.offers, rules),
                    PriceTable(plan.lines, plan.offers, rules),
                )
            return self.searches[key]


KEPT: Final = 4
"""Searches kept for a workspace: two rules, before and after an edit."""

_KEPT: WeakKeyDictionary[Workspace, _Kept] = WeakKeyDictionary()


def radar(
    workspace: Workspace,
    first: date,
    last: date,
    progress: Progress | None = None,
    check: Check | None = None,
    audience: str = "",
) -> Radar:
    """Return the radar of a span of days, both ends included.

    Args:
        workspace: where from.
        first: first day.
        last: last day.
        progress: is told SKUs done and in all.
        check: called now and then; may raise to stop.
        audience: looks at buyers of this audience alone, ``all`` for those of none; every buyer if empty.
    """
    with workspace.read() as session:
        plan = read_plan(session, workspace.shop_id, first, last)
    kept = _KEPT.setdefault(workspace, _Kept())
    known = {rules.id: kept.search(plan, rules) for rules in set(plan.rules)}
    searches = [known[rules.id] for rules in plan.rules]
    needed = _Needed(plan, searches)
    open_to = offers_for(plan, audience)
    rows = []
    for number, product in enumerate(plan.products):
        if check is not None:
            check()
        rows.append(RadarRow(product, _cells(plan, searches, needed, number, open_to, (first, last))))
        if progress is not None:
            progress(number + 1, len(plan.products))
    return Radar(first, last, tuple(rows), plan, audience)


def red_days(workspace: Workspace, first: date, last: date) -> dict[date, list[RedDay]]:
    """Return the SKUs that break a limit or lose money, by day; days without any are left out."""
    found: dict[date, list[RedDay]] = {}
    for row in radar(workspace, first, last).rows:
        for number, cell in enumerate(row.cells):
            if BAD in (cell.price_state, cell.profit_state):
                day = first + timedelta(days=number)
                red = RedDay(row.product.product_id, row.product.name, cell.price, cell.left, cell.reasons)
                found.setdefault(day, []).append(red)
    return found


def explain(workspace: Workspace, shown: Radar, row: int, day: date, mode: str) -> Finding:
    """Return the worst case of a row on a day, by ``price`` or by ``profit``, with its priced basket."""
    plan = shown.plan
    cell = shown.rows[row].cells[(day - shown.first).days]
    kept = _KEPT.setdefault(workspace, _Kept())
    open_to = offers_for(plan, shown.audience)
    found: list[tuple[int, Case, WorstCases]] = []
    for number in cell.stretches:
        search, _table = kept.search(plan, plan.rules[number])
        worst = search.worst(row, plan.stretches[number].live & open_to)
        found.append((number, worst.poorest if mode == "profit" and worst.poorest else worst.cheapest, search))
    number, case, search = min(found, key=lambda each: _badness(each[1], mode))
    cart = search.cart(case)
    names = {product.sku: product.name for product in plan.products}
    used = {promotion_of(step.offer.id) for step in cart.steps}
    return Finding(
        shown.rows[row].product,
        day,
        plan.stretches[number].starts,
        plan.stretches[number].ends,
        tuple((plan.products[place].name, count) for place, count in case.basket),
        search.audiences(case),
        case.unit_price,
        case.contribution,
        cart,
        names,
        tuple((each.id, each.name) for each in plan.promotions if str(each.id) in used),
        plan.rules[number],
        _remedies(plan, search, row, plan.stretches[number].live & open_to, used, case),
    )


def _remedies(
    plan: RadarPlan, search: WorstCases, row: int, live: int, used: set[str], case: Case
) -> tuple[Remedy, ...]:
    """Return what the worst would be without each promotion that takes part, if that is better."""
    found = []
    for each in plan.promotions:
        if str(each.id) not in used:
            continue
        bits = sum(1 << number for number, offer in enumerate(plan.offers) if promotion_of(offer.id) == str(each.id))
        worst = search.worst(row, live & ~bits)
        left = worst.poorest.contribution if worst.poorest else None
        if worst.cheapest.unit_price > case.unit_price or (left or 0) > (case.contribution or 0):
            found.append(Remedy(each.id, each.name, worst.cheapest.unit_price, left))
    return tuple(sorted(found, key=lambda one: (-one.unit_price, one.promotion_id)))


def _badness(case: Case, mode: str) -> int:
    return case.contribution if mode == "profit" and case.contribution is not None else case.unit_price


class _Needed:
    """The general price that the next campaign needs of each SKU, by day."""

    def __init__(self, plan: RadarPlan, searches: Sequence[tuple[WorstCases, PriceTable]]) -> None:
        self._plan = plan
        self._searches = searches
        self._campaigns = [each for each in plan.promotions if each.mechanic in ALWAYS_CHECKED]
        self._bits = {str(offer.id): 1 << number for number, offer in enumerate(plan.offers)}
        official = [number for number, offer in enumerate(plan.offers) if offer.tool is Tool.OFFICIAL_REDUCTION]
        self.official = sum(1 << number for number in official)
        """The big campaigns' reductions, which do not count in the check of the daily campaign."""

    def lines(self, number: int) -> tuple[dict[date, int], dict[date, int]]:
        """Return the prices that a SKU may not fall below before big campaigns and before daily ones, by day."""
        big: dict[date, int] = {}
        daily: dict[date, int] = {}
        covering = self._searches[0][1].covering[number] if self._searches else 0
        for each in self._campaigns:
            if not covering & self._bits[str(each.id)]:
                continue
            price = min(
                (
                    table.prices(number, stretch.live, stretch.counted)[2]
                    for stretch, (_search, table) in zip(self._plan.stretches, self._searches, strict=True)
                    if stretch.starts <= each.ends and stretch.ends >= each.starts
                ),
                default=None,
            )
            found = daily if each.mechanic == "daily_reduction" else big
            for back in range(1, LINE_DAYS + 1):
                day = each.starts.date() - timedelta(days=back)
                if price is not None:
                    found[day] = max(found.get(day, 0), price)
        return big, daily


def _cells(
    plan: RadarPlan,
    searches: Sequence[tuple[WorstCases, PriceTable]],
    needed: _Needed,
    number: int,
    open_to: int,
    span: tuple[date, date],
) -> tuple[RadarCell, ...]:
    """Return the days of one SKU; stretches that touch a day are looked at together."""
    first, last = span
    worst: list[Worst] = []
    general: list[tuple[int, int]] = []
    for stretch, (search, table) in zip(plan.stretches, searches, strict=True):
        if stretch.starts.date() <= last:
            worst.append(search.worst(number, stretch.live & open_to))
            usual = table.prices(number, stretch.live, stretch.counted)[0]
            counted = table.prices(number, stretch.live & ~needed.official, stretch.counted)[0]
            general.append((usual, counted))
    touching: dict[date, list[int]] = {}
    for place in range(len(worst)):
        for day in plan.stretches[place].days:
            touching.setdefault(day, []).append(place)
    big, daily = needed.lines(number)
    return tuple(
        _cell(plan.products[number], tuple(touching[day]), worst, general, (big.get(day), daily.get(day)))
        for day in (first + timedelta(days=count) for count in range((last - first).days + 1))
    )


def _cell(
    product: RadarProduct,
    places: tuple[int, ...],
    worst: Sequence[Worst],
    general: Sequence[tuple[int, int]],
    lines: tuple[int | None, int | None],
) -> RadarCell:
    price = min(worst[place].cheapest.unit_price for place in places)
    usual, counted = (min(general[place][which] for place in places) for which in (0, 1))
    gaps = [low - line for line, low in zip(lines, (usual, counted), strict=True) if line is not None]
    gap = min(gaps, default=None)
    poorest = min(
        (case for place in places if (case := worst[place].poorest) is not None),
        key=lambda case: case.contribution or 0,
        default=None,
    )
    left = poorest.contribution if poorest else None
    margin = left * 10_000 // poorest.unit_price if left is not None and poorest and poorest.unit_price else None
    reasons = tuple(_reasons(product, price, cut=gap is not None and gap < 0))
    line = max((each for each in lines if each is not None), default=None)
    state = BAD if set(reasons) - {"line"} else WARN if reasons else GOOD
    profit = UNKNOWN if left is None else BAD if left < 0 else WARN if (margin or 0) < THIN else GOOD
    return RadarCell(price, left, margin, state, profit, reasons, line, usual, places, gap)


def _reasons(product: RadarProduct, price: int, *, cut: bool) -> list[str]:
    """Return the limits that a price breaks."""
    limits = [
        ("cost", product.cost is not None and price < product.cost),
        ("floor", product.floor is not None and price < product.floor),
        ("red_line", price * 10_000 < product.tag_price * RED_LINE),
        ("line", cut),
    ]
    return [name for name, broken in limits if broken]
