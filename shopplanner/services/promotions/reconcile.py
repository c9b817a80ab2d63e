"""The platform's own prices beside ours, tool by tool: where they differ, why that probably is, and what to do.

The platform does not say for how many pieces its lowest price holds; ours is taken for the number of pieces, up to
three, that fits it, or else for the one at which a piece is cheapest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_of, moment_at
from shopplanner.domain.promotions.offers import RATED, CartLine, Offer, PricedCart, Profile, Step
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.pricing import price_cart
from shopplanner.domain.promotions.rounding import Rounding, reduction
from shopplanner.domain.promotions.three_prices import QUANTITIES, is_general
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.platform_tools import ToolFamily, families, family_named, family_of
from shopplanner.services.promotions.prices import ProfileEntry, offers_in, profile_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import PRICE_QUERY
from shopplanner.storage.tables.products import ProductRow, SkuRow

NOON: Final = time(12)
REASONS: Final = (
    "no_product", "no_price", "tag", "unknown_tool", "missing", "not_there", "lost", "rounding", "base", "amount",
    "stacking",
)  # fmt: skip
"""Probable reasons of a difference, the one to look at first in front."""


class Basis(StrEnum):
    """Which of its two prices the platform gave."""

    LOWEST = "lowest"
    ONE_PIECE = "one_piece"


@dataclass(frozen=True, slots=True)
class PlatformOffer:
    """An offer as the platform's export has it; amounts in fen."""

    product_code: str
    offer_id: str
    tool: str
    name: str
    level: str
    detail: str
    cut: int | None
    starts: datetime | None
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class ToolLine:
    """What one kind of tool takes off a piece, by the platform and by us; None where it is not there.

    Attributes:
        family: id of the kind; empty for a tool that nobody knows.
        title: what to call it.
        reason: why the two probably differ; empty if they do not.
        offers: the platform's offers of the kind.
        promotions: ids of the plan's promotions that made our figure.
    """

    family: str
    title: str
    platform: int | None
    ours: int | None
    reason: str
    offers: tuple[PlatformOffer, ...] = ()
    promotions: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A SKU's price by the platform and by us; amounts in fen, ours is None where we cannot say."""

    product_id: int | None
    code: str
    name: str
    sku_id: str
    sku: str
    moment: datetime
    basis: Basis
    platform: int
    ours: int | None
    pieces: int
    platform_tag: int | None
    our_tag: int | None
    lines: tuple[ToolLine, ...]
    reason: str

    @property
    def difference(self) -> int | None:
        """The platform's price less ours."""
        return None if self.ours is None else self.platform - self.ours

    @property
    def differs(self) -> bool:
        """Whether the two are not the same, or ours is not known."""
        return self.difference != 0


@dataclass(frozen=True)
class Case:
    """What a SKU's price is computed from, to compute it again under other rules."""

    line: CartLine
    offers: tuple[Offer, ...]
    basis: Basis
    platform: int


@dataclass(frozen=True)
class Reconciliation:
    """The newest prices of the platform beside ours; ``cases`` are those of rows that may tell about the rules."""

    rows: tuple[Compared, ...]
    last_day: date | None
    profile: ProfileEntry | None
    cases: tuple[tuple[Compared, Case], ...] = ()

    @property
    def differing(self) -> tuple[Compared, ...]:
        """The rows that differ."""
        return tuple(row for row in self.rows if row.differs)


@dataclass(frozen=True)
class _Known:
    """The catalogue and the plan that the platform's rows are held against."""

    products: Mapping[str, ProductRow]
    skus: Mapping[int, Sequence[SkuRow]]
    planned: Mapping[date, Sequence[tuple[Promotion, Offer]]]
    families: list[ToolFamily]
    rules: Mapping[date, ProfileEntry]


def reconcile(workspace: Workspace) -> Reconciliation:
    """Return the newest price of each SKU by the platform beside ours at that time, by product and SKU."""
    with workspace.read() as session:
        groups = _groups(session, workspace.shop_id)
        if not groups:
            return Reconciliation((), None, None)
        known = _known(session, workspace.shop_id, groups)
        found = [_compared(rows, known) for rows in groups]
    last = max(day_of(rows[0].day) for rows in groups)
    cases = tuple((row, case) for row, case in found if case is not None)
    return Reconciliation(tuple(row for row, _ in found), last, known.rules[last], cases)


def _groups(session: Session, shop_id: int) -> list[list[Row[Any]]]:
    """Return the rows of the newest query of each SKU, SKU by SKU.

    Where a query of the same day came in again, offers that are gone from it are recognised by the price they stand
    beside, which is no longer the SKU's.
    """
    table = PRICE_QUERY.c
    newest = (
        select(table.product_code, table.sku_id, func.max(table.day).label("day"))
        .where(table.shop_id == shop_id)
        .group_by(table.product_code, table.sku_id)
        .subquery()
    )
    same = (
        (table.product_code == newest.c.product_code) & (table.sku_id == newest.c.sku_id) & (table.day == newest.c.day)
    )
    query = select(PRICE_QUERY).join(newest, same).where(table.shop_id == shop_id)
    groups: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for row in session.execute(query.order_by(table.product_code, table.sku_id, table.batch_id.desc(), table.tool)):
        group = groups[row.product_code, row.sku_id]
        if not group or _price(group[0]) == _price(row):
            group.append(row)
    return [group for group in groups.values() if _price(group[0]) is not None]


def _price(row: Row[Any]) -> int | None:
    price: int | None = row.lowest_price if row.lowest_price is not None else row.one_piece_price
    return price


def _known(session: Session, shop_id: int, groups: Sequence[Sequence[Row[Any]]]) -> _Known:
    rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id)).all()
    skus: dict[int, list[SkuRow]] = defaultdict(list)
    for sku in session.scalars(select(SkuRow).where(SkuRow.shop_id == shop_id)):
        skus[sku.product_id].append(sku)
    moments = [_moment(_offers(group), day_of(group[0].day)) for group in groups]
    first, last = min(moments).date(), max(moments).date()
    planned = [each for each in promotions_in(session, shop_id, first, last) if each.counts]
    days = {moment.date() for moment in moments} | {day_of(group[0].day) for group in groups}
    return _Known(
        {row.code: row for row in rows},
        skus,
        {moment.date(): _offered(session, shop_id, planned, moment) for moment in moments},
        families(),
        {day: profile_in(session, shop_id, datetime.combine(day, NOON)) for day in days},
    )


def _offered(
    session: Session, shop_id: int, planned: list[Promotion], moment: datetime
) -> list[tuple[Promotion, Offer]]:
    """Return promotions with their offers as they stand on the day of a moment."""
    return list(zip(planned, offers_in(session, shop_id, planned, moment), strict=True))


def _offers(rows: Iterable[Row[Any]]) -> list[PlatformOffer]:
    """Return the offers of a SKU's rows; a row without a tool says that there is none."""
    return [
        PlatformOffer(
            row.product_code, row.offer_id, row.tool, row.offer or row.tool, row.level or "", row.detail or "",
            row.cut, _second(row.starts_at), _second(row.ends_at),
        )
        for row in rows
        if row.tool or row.offer or row.cut
    ]  # fmt: skip


def _second(number: int | None) -> datetime | None:
    return None if number is None else moment_at(number)


def _moment(offers: Sequence[PlatformOffer], day: date) -> datetime:
    """Return the moment that a price is of: noon of the query's day, or when the last of its offers has begun."""
    starts = [offer.starts for offer in offers if offer.starts is not None]
    return max([datetime.combine(day, NOON), *starts])


def _compared(rows: Sequence[Row[Any]], known: _Known) -> tuple[Compared, Case | None]:
    first = rows[0]
    offers = _offers(rows)
    moment = _moment(offers, day_of(first.day))
    basis = Basis.LOWEST if first.lowest_price is not None else Basis.ONE_PIECE
    product = known.products.get(first.product_code)
    tag = None if product is None else _tag(product, known.skus.get(product.id, ()), first)
    row = Compared(
        None if product is None else product.id,
        first.product_code,
        (product.short_name or product.title) if product else (first.title or first.product_code),
        first.sku_id,
        first.sku or "",
        moment,
        basis,
        _price(first) or 0,
        None,
        1,
        first.tag_price if first.tag_price is not None else first.list_price,
        tag,
        tuple(_only_platform(family, mine) for family, mine in _by_family(offers, known).items()),
        "no_product" if product is None else "no_price",
    )
    if product is None or tag is None:
        return row, None
    line = CartLine(
        first.sku_id or product.code, 1, tag, product.list_price, product.cost, product.code, product.category
    )
    planned = known.planned[moment.date()]
    live = tuple(offer for each, offer in planned if each.starts <= moment <= each.ends and offer.covers(line))
    case = Case(line, live, basis, row.platform)
    cart = cart_of(case, known.rules[moment.date()])
    return _held_against(row, cart, offers, known), case


def _tag(product: ProductRow, skus: Sequence[SkuRow], row: Row[Any]) -> int | None:
    """Return a SKU's price before offers: as far below its own list price as the product is below its list price."""
    tag = product.tag_price if product.tag_price is not None else product.list_price
    sku = next((each for each in skus if row.sku_id and each.code == row.sku_id), None)
    sku = sku or next((each for each in skus if row.sku and each.name == row.sku), None)
    if sku is None or sku.list_price is None:
        return tag
    reduced = 0 if product.list_price is None or tag is None else product.list_price - tag
    return max(1, sku.list_price - reduced)


def cart_of(case: Case, profile: Profile) -> PricedCart:
    """Return the cart that a SKU's price by us is of, under some rules."""
    if case.basis is Basis.ONE_PIECE:
        return price_cart([case.line], list(filter(is_general, case.offers)), profile)
    carts = [price_cart([replace(case.line, quantity=count)], case.offers, profile) for count in QUANTITIES]
    fitting = [cart for cart in carts if each_of(cart) == case.platform]
    return fitting[0] if fitting else min(carts, key=each_of)


def each_of(cart: PricedCart) -> int:
    """Return what a piece of a cart costs, rounded up to the fen."""
    return -(-cart.payable // cart.lines[0].quantity)


def _by_family(offers: Iterable[PlatformOffer], known: _Known) -> dict[tuple[str, str], list[PlatformOffer]]:
    """Return the platform's offers by the kind of their tools; unknown tools go by their own name."""
    found: dict[tuple[str, str], list[PlatformOffer]] = defaultdict(list)
    for offer in offers:
        family = family_named(known.families, offer.tool, offer.name)
        found[(family.id, str(family.title)) if family else ("", offer.tool or offer.name)].append(offer)
    return found


def _only_platform(family: tuple[str, str], offers: Sequence[PlatformOffer]) -> ToolLine:
    return ToolLine(*family, _sum(offers), None, "", tuple(offers))


def _sum(offers: Sequence[PlatformOffer]) -> int | None:
    cuts = [offer.cut for offer in offers if offer.cut is not None]
    return sum(cuts) if cuts else None


def _held_against(row: Compared, cart: PricedCart, offers: Sequence[PlatformOffer], known: _Known) -> Compared:
    """Return a row with our price, tool by tool, and the probable reason of a difference."""
    pieces = cart.lines[0].quantity
    theirs = _by_family(offers, known)
    ours: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for step in cart.steps:
        family = family_of(known.families, step.offer.tool) if step.total else None
        if family is not None:
            ours[family.id, str(family.title)].append(step)
    lost = {_family_id(each.offer, known) for each in cart.rejected}
    lines = tuple(
        _line(family, theirs.get(family, []), ours.get(family, []), cart, family[0] in lost)
        for family in dict.fromkeys([*theirs, *ours])
    )
    counted = replace(row, ours=each_of(cart), pieces=pieces, lines=lines, reason="")
    return replace(counted, reason=_reason(counted))


def _family_id(offer: Offer, known: _Known) -> str | None:
    family = family_of(known.families, offer.tool)
    return family.id if family else None


def _line(
    family: tuple[str, str], theirs: Sequence[PlatformOffer], ours: Sequence[Step], cart: PricedCart, lost: bool
) -> ToolLine:
    pieces = cart.lines[0].quantity
    platform = _sum(theirs)
    own = sum(step.total for step in ours) // pieces if ours else None
    return ToolLine(
        *family,
        platform,
        own,
        _line_reason(family[0], platform, own, ours, cart, lost=lost),
        tuple(theirs),
        tuple(int(step.offer.id) for step in ours if step.offer.id.isdigit()),
        tuple(step.offer.name for step in ours),
    )


def _line_reason(
    family: str, platform: int | None, ours: int | None, steps: Sequence[Step], cart: PricedCart, *, lost: bool
) -> str:
    """Return why a tool's figures probably differ; empty if they agree or the platform gave none."""
    if platform is None or platform == ours:
        return "not_there" if platform is None and ours else ""
    if not family:
        return "unknown_tool"
    if ours is None:
        return "lost" if lost else "missing"
    return _figure_reason(platform, steps[0], cart.lines[0]) if len(steps) == 1 else "amount"


def _figure_reason(platform: int, step: Step, line: CartLine) -> str:
    """Return whether another rounding or another base explains the platform's figure."""
    if step.offer.tool not in RATED or step.offer.in_money:
        return "amount"
    rate = step.benefit or step.offer.benefit
    if any(reduction(line.tag_price, rate, rounding) == platform for rounding in Rounding):
        return "rounding"
    other = line.list_price
    if other is not None and any(reduction(other, rate, rounding) == platform for rounding in Rounding):
        return "base"
    return "amount"


def _reason(row: Compared) -> str:
    """Return the most telling reason of a row's difference; empty if there is none."""
    if not row.differs:
        return ""
    if row.platform_tag is not None and row.platform_tag != row.our_tag:
        return "tag"
    given = {line.reason for line in row.lines} - {""}
    return next((reason for reason in REASONS if reason in given), "stacking")
