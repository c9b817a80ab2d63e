"""Price bands from an imported listing table, own products among them, and the tier chosen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy import insert

from shopplanner.domain.errors import RuleError
from shopplanner.domain.positioning.price_bands import Method, Tier
from shopplanner.domain.positioning.worksheets import figure_of
from shopplanner.services import history
from shopplanner.services.metrics import importing
from shopplanner.services.positioning import prices, worksheets
from shopplanner.services.positioning.prices import Cut, Market
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow
from tests.fixtures.real_files import SAMPLES, needs_real_files

ROWS = (
    "商品ID\t标题\t价格\t销量\t店铺\t日期",
    "1\t便宜沐浴露\t10.00\t60\t甲\t2026-11-20",
    "2\t便宜沐浴露\t12.00\t20\t乙\t2026-11-20",
    "3\t留香沐浴露\t50.00\t20\t丙\t2026-11-19",
    "4\t赠品\t0\t5\t丙\t2026-11-19",
    "5\t新品\t55.00\t\t丁\t2026-11-20",
)


def bring_in(workspace: Workspace, rows: tuple[str, ...] = ROWS, name: str = "列表") -> int:
    """Import a listing table and return its number."""
    (report,) = importing.import_text(workspace, "\n".join(rows), name=name).value
    assert report.batch is not None
    return report.batch


def add_product(workspace: Workspace, code: str, price: int | None, floor: int | None = None) -> None:
    """Put a product on sale."""
    with workspace.database.write() as connection:
        values = {"shop_id": workspace.shop_id, "code": code, "title": f"商品{code}", "list_price": price}
        connection.execute(insert(ProductRow).values(floor_price=floor, **values))


def market(workspace: Workspace) -> Market:
    """Return the market, which is there."""
    found = prices.price_tier(workspace).market
    assert found is not None
    return found


def test_without_a_table_there_is_no_market(workspace: Workspace) -> None:
    found = prices.price_tier(workspace)
    assert (found.tables, found.market) == ((), None)


def test_bands_of_an_imported_table_by_hand(workspace: Workspace) -> None:
    bring_in(workspace)
    prices.set_cut(workspace, Cut(Method.HAND, 6, (3000,)))
    found = market(workspace)
    assert (found.listings, found.dropped, found.without_units, found.median) == (4, 1, 1, 1000)
    cheap, dear = found.bands
    assert (cheap.low, cheap.high, cheap.listings, cheap.units) == (1000, 3000, 2, 80)
    assert (cheap.supply_demand, dear.supply_demand) == (Fraction(8, 5), Fraction(2, 5))
    assert (cheap.tier, dear.tier) == (Tier.VALUE, Tier.PREMIUM)
    assert [one.key for one in found.top[0]] == ["1", "2"]
    (table,) = prices.price_tier(workspace).tables
    assert (table.name, table.rows, str(table.day)) == ("列表", 5, "2026-11-20")


def test_own_products_lie_in_their_bands_with_an_index(workspace: Workspace) -> None:
    bring_in(workspace)
    add_product(workspace, "A", 1500, 900)
    add_product(workspace, "B", 9900, 4000)
    add_product(workspace, "C", None)
    prices.set_cut(workspace, Cut(Method.HAND, 6, (3000,)))
    found = market(workspace)
    assert [(one.code, one.band, one.index) for one in found.own] == [
        ("A", 0, Fraction(3, 2)),
        ("B", 1, Fraction(99, 10)),
    ]
    assert (found.floor, found.floor_typed) == (900, False)


def test_a_typed_floor_counts_over_the_catalogue(workspace: Workspace) -> None:
    bring_in(workspace)
    add_product(workspace, "A", 1500, 900)
    worksheets.set_value(workspace, Spot("price_tier", "floor"), 1100)
    found = market(workspace)
    assert (found.floor, found.floor_typed) == (1100, True)
    assert sum(one.margin_fit == 10_000 for one in found.bands) >= 1


def test_another_table_can_be_looked_at(workspace: Workspace) -> None:
    first = bring_in(workspace)
    second = bring_in(workspace, ("商品ID\t标题\t价格\t销量\t店铺", "9\t香皂\t8\t3\t甲"), "香皂")
    assert market(workspace).table.id == second
    prices.choose_table(workspace, first)
    assert market(workspace).table.id == first


def test_a_table_of_free_offers_is_no_market(workspace: Workspace) -> None:
    bring_in(workspace, ("商品ID\t标题\t价格\t销量\t店铺", "9\t赠品\t0\t3\t甲"))
    found = prices.price_tier(workspace)
    assert (len(found.tables), found.market) == (1, None)


def test_the_band_chosen_is_kept_and_undone(workspace: Workspace) -> None:
    bring_in(workspace)
    prices.set_cut(workspace, Cut(Method.WIDTH, 2))
    found = market(workspace)
    prices.choose_band(workspace, found.bands[1])
    values = prices.price_tier(workspace).sheet.values
    low, high = figure_of(values, "band_low"), figure_of(values, "band_high")
    assert found.band_of(low, high) == (1,)
    assert found.band_of(None, high) == ()
    history.undo(workspace)
    assert figure_of(prices.price_tier(workspace).sheet.values, "band_low") is None


def test_the_way_of_cutting_is_kept(workspace: Workspace) -> None:
    prices.set_cut(workspace, Cut(Method.HAND, 3, (1050, 2000)))
    assert prices.cut_of(worksheets.sheet(workspace, "price_tier").values) == Cut(Method.HAND, 3, (1050, 2000))
    worksheets.set_value(workspace, Spot("price_tier", "edges"), ["10.5", "viel"])
    assert prices.cut_of(worksheets.sheet(workspace, "price_tier").values).edges == (1050,)


@pytest.mark.parametrize("count", [0, 1, 13])
def test_a_count_of_bands_has_limits(workspace: Workspace, count: int) -> None:
    with pytest.raises(RuleError):
        prices.set_cut(workspace, Cut(count=count))


def test_the_persona_lends_its_price_memory(workspace: Workspace) -> None:
    worksheets.add_entry(workspace, Spot("audience", "personas"), {"name": "小雅", "cheap": 3900, "dear": 9900})
    assert prices.price_tier(workspace).memory == (3900, None, 9900)


@needs_real_files
def test_a_real_market_of_2016_gives_sensible_bands(workspace: Workspace) -> None:
    """27,598 rows of beauty products around one Double 11."""
    importing.import_files(workspace, [SAMPLES / "double11_beauty_2016_gbk.csv"])
    for method in (Method.ROUND, Method.QUANTILE, Method.NATURAL):
        prices.set_cut(workspace, Cut(method, 6))
        found = market(workspace)
        assert len(found.bands) == 6
        assert min(one.listings for one in found.bands) > 100
        ratios = [one.supply_demand for one in found.bands if one.supply_demand is not None]
        assert ratios[-1] < Fraction(1, 2) < 1 < max(ratios)
    assert found.median == 9700
