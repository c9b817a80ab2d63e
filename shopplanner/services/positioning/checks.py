"""Checks of the positioning: worksheets that are not finished, and prices that do not fit what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.days import day_of
from shopplanner.domain.messages import Money, Percent
from shopplanner.domain.positioning.worksheets import entries, figure_of, text_of
from shopplanner.services import wording
from shopplanner.services.positioning.definitions import KINDS
from shopplanner.services.positioning.worksheets import Sheet, sheet_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.positioning import WorksheetRow
from shopplanner.storage.tables.products import ProductRow

NAMED: Final = 3
"""Missing fields or products that a sentence names."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A worksheet: how complete it is in basis points, and the names of required fields that are empty."""

    kind: str
    title: str
    completeness: int
    missing: tuple[str, ...] = ()
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """The positioning as the checks see it; amounts in minor units.

    Attributes:
        prices: (product id, name, everyday price) of what is on sale.
        band: lower and upper edge of the chosen price band; None while none is chosen.
        floor: the own floor price of the price tier worksheet.
        dear: name and price that feels dear, by persona.
    """

    today: date
    sheets: tuple[SheetFacts, ...]
    prices: tuple[tuple[int, str, int], ...] = ()
    band: tuple[int, int] | None = None
    floor: int | None = None
    dear: tuple[tuple[str, int], ...] = ()


def gather(workspace: Workspace) -> PositionFacts:
    """Return the facts of the shop's positioning."""
    with workspace.read() as session:
        shop = workspace.shop_id
        sheets = {kind: sheet_in(session, shop, kind) for kind in KINDS}
        reviews = _reviews(session, shop)
        tier = sheets["price_tier"].values
        low, high = figure_of(tier, "band_low"), figure_of(tier, "band_high")
        return PositionFacts(
            workspace.clock.today(),
            tuple(_facts(kind, one, reviews) for kind, one in sheets.items()),
            _prices(session, shop),
            (low, high) if low is not None and high is not None and low < high else None,
            figure_of(tier, "floor"),
            tuple(_dear(sheets["audience"])),
        )


def _facts(kind: str, sheet: Sheet, reviews: Mapping[int, date]) -> SheetFacts:
    missing = tuple(str(field.name) for field in sheet.missing)
    return SheetFacts(kind, str(sheet.definition.title), sheet.completeness, missing, reviews.get(sheet.id))


def _reviews(session: Session, shop_id: int) -> dict[int, date]:
    """Return the day by which each worksheet is to be looked at again."""
    rows = session.execute(
        select(WorksheetRow.id, WorksheetRow.review_by).where(
            WorksheetRow.shop_id == shop_id, WorksheetRow.review_by.is_not(None)
        )
    )
    return {sheet: day_of(day) for sheet, day in rows if day is not None}


def _prices(session: Session, shop_id: int) -> tuple[tuple[int, str, int], ...]:
    rows = session.scalars(
        select(ProductRow).where(ProductRow.shop_id == shop_id, ProductRow.status == "on_sale").order_by(ProductRow.id)
    )
    priced = ((row, row.tag_price if row.tag_price is not None else row.list_price) for row in rows)
    return tuple((row.id, row.short_name or row.title, price) for row, price in priced if price is not None)


def _dear(audience: Sheet) -> Iterator[tuple[str, int]]:
    """Yield name and dear price of the personas that have one."""
    for item in range(entries(audience.values, "personas")):
        dear = figure_of(audience.values, "personas.dear", item)
        if dear is not None:
            yield text_of(audience.values, "personas.name", item), dear


def not_started(facts: PositionFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the first worksheet if nothing stands in any of them."""
    del settings
    if facts.sheets and not any(one.completeness for one in facts.sheets):
        first = facts.sheets[0]
        yield Hit(first.title, Place("positioning", first.kind), {"title": first.title})


def incomplete(facts: PositionFacts, settings: Settings) -> Iterator[Hit]:
    """Yield worksheets that were begun and are less complete than the given share."""
    for one in facts.sheets:
        if 0 < one.completeness < settings["share"] * 100:
            values: Values = {"title": one.title, "done": Percent(one.completeness), "n": len(one.missing)}
            names = wording.listed(one.missing[:NAMED]) or "–"
            yield Hit(one.title, Place("positioning", one.kind), values | {"missing": names})


def review_due(facts: PositionFacts, settings: Settings) -> Iterator[Hit]:
    """Yield worksheets whose day of review has passed."""
    del settings
    for one in facts.sheets:
        if one.review_by is not None and one.review_by < facts.today:
            yield Hit(one.title, Place("positioning", one.kind), {"title": one.title, "day": one.review_by})


def prices_outside_band(facts: PositionFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the price tier if more than the given share of the prices lies outside the chosen band."""
    if facts.band is None or not facts.prices:
        return
    low, high = facts.band
    outside = [name for _, name, price in facts.prices if not low <= price <= high]
    share = len(outside) * 10_000 // len(facts.prices)
    if share > settings["share"] * 100:
        values: Values = {"n": len(outside), "all": len(facts.prices), "share": Percent(share), "low": Money(low)}
        names = wording.listed(outside[:NAMED])
        yield Hit("", Place("positioning", "price_tier"), values | {"high": Money(high), "products": names})


def floor_above_band(facts: PositionFacts, settings: Settings) -> Iterator[Hit]:
    """Yield the price tier if nothing in the chosen band reaches the own floor price."""
    del settings
    if facts.band is not None and facts.floor is not None and facts.floor >= facts.band[1]:
        values: Values = {"floor": Money(facts.floor), "low": Money(facts.band[0]), "high": Money(facts.band[1])}
        yield Hit("", Place("positioning", "price_tier"), values)


def dearer_than_remembered(facts: PositionFacts, settings: Settings) -> Iterator[Hit]:
    """Yield personas to whom more than the given share of the prices feels dear."""
    for name, dear in facts.dear if facts.prices else ():
        above = [price for _, _, price in facts.prices if price > dear]
        share = len(above) * 10_000 // len(facts.prices)
        if share > settings["share"] * 100:
            values: Values = {"name": name, "dear": Money(dear), "n": len(above), "share": Percent(share)}
            yield Hit(name, Place("positioning", "audience"), values | {"all": len(facts.prices)})


CHECKS: Final = (
    Check("positioning.floor_above_band", floor_above_band),
    Check("positioning.prices_outside_band", prices_outside_band),
    Check("positioning.dearer_than_remembered", dearer_than_remembered),
    Check("positioning.review_due", review_due),
    Check("positioning.incomplete", incomplete),
    Check("positioning.not_started", not_started),
)
