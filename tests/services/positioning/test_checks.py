"""Each check of the positioning finds what it must and lets pass what it must."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import insert, update

from shopplanner.domain.days import day_number
from shopplanner.domain.messages import Money, Percent
from shopplanner.services.positioning import checks
from shopplanner.services.positioning.checks import PositionFacts, SheetFacts
from shopplanner.services.positioning.definitions import KINDS
from shopplanner.services.positioning.worksheets import Spot, add_entry, set_values
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.positioning import WorksheetRow
from shopplanner.storage.tables.products import ProductRow

TODAY = date(2026, 11, 22)
FULL = SheetFacts("start", "Start", 10_000)
PRICES = ((1, "Soap", 5_000), (2, "Oil", 8_000), (3, "Box", 20_000))
SOUND = PositionFacts(TODAY, (FULL,), PRICES, (4_000, 9_000), 3_000, (("Lin", 9_000),))
SETTINGS = {"share": 50}


def test_positioning_is_not_begun_while_every_worksheet_is_empty() -> None:
    empty = replace(SOUND, sheets=(replace(FULL, completeness=0), SheetFacts("audience", "Audience", 0)))
    (hit,) = checks.not_started(empty, {})
    assert (hit.place.tab, hit.place.view) == ("positioning", "start")
    assert list(checks.not_started(SOUND, {})) == []


def test_a_worksheet_that_was_begun_is_to_be_finished() -> None:
    begun = replace(FULL, completeness=4_000, missing=("a", "b", "c", "d"))
    (hit,) = checks.incomplete(replace(SOUND, sheets=(begun, replace(FULL, completeness=0))), {"share": 80})
    assert (hit.values["done"], hit.values["n"], hit.values["missing"]) == (Percent(4_000), 4, "a, b, c")
    assert list(checks.incomplete(SOUND, {"share": 80})) == []
    assert list(checks.incomplete(replace(SOUND, sheets=(replace(FULL, completeness=8_000),)), {"share": 80})) == []


def test_a_review_is_due_when_its_day_has_passed() -> None:
    assert list(checks.review_due(replace(SOUND, sheets=(replace(FULL, review_by=TODAY),)), {})) == []
    late = replace(FULL, review_by=date(2026, 11, 21))
    assert len(list(checks.review_due(replace(SOUND, sheets=(late,)), {}))) == 1


def test_prices_outside_the_band_are_told_when_they_are_most() -> None:
    assert list(checks.prices_outside_band(SOUND, SETTINGS)) == []
    (hit,) = checks.prices_outside_band(replace(SOUND, band=(4_000, 6_000)), SETTINGS)
    assert (hit.values["n"], hit.values["all"], hit.values["share"]) == (2, 3, Percent(6_666))
    assert list(checks.prices_outside_band(replace(SOUND, band=None), SETTINGS)) == []


def test_a_floor_at_the_band_s_end_is_above_it() -> None:
    assert list(checks.floor_above_band(SOUND, {})) == []
    (hit,) = checks.floor_above_band(replace(SOUND, floor=9_000), {})
    assert hit.values["floor"] == Money(9_000)


def test_a_persona_to_whom_most_prices_are_dear_is_told() -> None:
    assert list(checks.dearer_than_remembered(SOUND, SETTINGS)) == []
    (hit,) = checks.dearer_than_remembered(replace(SOUND, dear=(("Lin", 6_000),)), SETTINGS)
    assert (hit.subject, hit.values["n"]) == ("Lin", 2)
    assert list(checks.dearer_than_remembered(replace(SOUND, prices=(), dear=(("Lin", 1),)), SETTINGS)) == []


def test_facts_are_read_from_worksheets_and_catalogue(workspace: Workspace) -> None:
    shop = workspace.shop_id
    empty = checks.gather(workspace)
    assert [one.kind for one in empty.sheets] == list(KINDS)
    assert (empty.band, empty.floor, empty.dear, empty.prices) == (None, None, (), ())
    set_values(workspace, "price_tier", {"band_low": 4_000, "band_high": 9_000, "floor": 3_000})
    add_entry(workspace, Spot("audience", "personas"), {"name": "Lin", "dear": 9_000})
    add_entry(workspace, Spot("audience", "personas"), {"name": "Wu"})
    with workspace.database.write() as connection:
        connection.execute(insert(ProductRow).values(shop_id=shop, code="A", title="Soap", list_price=5_000))
        connection.execute(insert(ProductRow).values(shop_id=shop, code="B", title="Oil"))
        connection.execute(
            update(WorksheetRow).where(WorksheetRow.kind == "price_tier").values(review_by=day_number(TODAY))
        )
    facts = checks.gather(workspace)
    assert (facts.band, facts.floor, facts.dear) == ((4_000, 9_000), 3_000, (("Lin", 9_000),))
    assert facts.prices == ((1, "Soap", 5_000),)
    assert next(one for one in facts.sheets if one.kind == "price_tier").review_by == TODAY
