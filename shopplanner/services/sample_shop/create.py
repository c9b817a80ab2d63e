"""Making the sample shop: a workspace full of made-up figures, the same for the same seed and day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from shopplanner.domain.messages import message
from shopplanner.foundation.clock import Clock, SystemClock
from shopplanner.services.metrics.facts import BatchSource, store_in
from shopplanner.services.sample_shop import (
    catalogue,
    market,
    planning,
    platform_lists,
    season,
    trade,
    traffic,
    worksheets,
)
from shopplanner.services.sample_shop.planned import Planned
from shopplanner.services.sample_shop.story import Story
from shopplanner.services.workspace import Unit, Workspace, create_workspace
from shopplanner.services.workspace_settings import put_setting
from shopplanner.storage.tables.products import ProductRow, SkuRow

SHOP_NAME = "留香研究所（示例）"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was made."""

    workspace: Path
    shops: int
    products: int
    days: int
    rows: int


def create(
    path: Path,
    *,
    seed: int = 7,
    today: date | None = None,
    scale: int = 1,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> SampleSummary:
    """Make the sample shop in a new workspace file.

    Args:
        path: the file to make.
        seed: the same seed and day make the same shop.
        today: the day after the last day with figures; the clock's day by default.
        scale: multiplies the products, for load tests.
        clock: tells the present moment.
        progress: told how many of how many steps are done.

    Raises:
        WorkspaceError: if the file exists or cannot be written.
    """
    clock = clock or SystemClock()
    tell = progress or (lambda _done, _total: None)
    workspace = create_workspace(path, SHOP_NAME, clock=clock, sample=True)
    try:
        return _Maker(workspace, today or clock.today(), seed, scale, tell).run()
    finally:
        workspace.close()


class _Maker:
    """Fills one new workspace."""

    STEPS = 6

    def __init__(self, workspace: Workspace, today: date, seed: int, scale: int, tell: Progress) -> None:
        self._workspace = workspace
        self._story = Story(today, seed)
        self._seed = seed
        self._stocked = catalogue.stock_up(scale)
        self._tell = tell
        self._rows = 0

    def run(self) -> SampleSummary:
        """Fill the workspace in one transaction; its history begins empty."""
        with self._workspace.load(message("sample.undo.create")) as unit:
            self._tell(1, self.STEPS)
            products = self._store_products(unit)
            self._tell(2, self.STEPS)
            made = trade.TradeMaker(self._stocked, self._story, self._seed).run()
            self._tell(3, self.STEPS)
            self._store_trade(unit, made)
            self._tell(4, self.STEPS)
            self._store_market(unit, made)
            self._tell(5, self.STEPS)
            plans = planning.store_plans(unit.session, self._story, self._workspace.shop_id, products)
            self._store_lists(unit)
            worksheets.store_worksheets(unit.session, self._story, self._workspace.shop_id)
            put_setting(unit.session, self._workspace.shop_id, "sample.causes", self._causes(plans))
        self._tell(self.STEPS, self.STEPS)
        return SampleSummary(self._workspace.path, 1, len(self._stocked), len(self._story.days), self._rows)

    def _causes(self, plans: list[Planned]) -> list[dict[str, Any]]:
        told = [
            {
                "kind": cause.kind,
                "first": cause.first.isoformat(),
                "last": cause.last.isoformat(),
                "product": self._stocked[cause.product].code if cause.product >= 0 else None,
                "direction": cause.direction,
            }
            for cause in self._story.causes
        ]
        codes = {each.position: each.code for each in self._stocked}
        return [*told, *season.causes(plans, codes), *platform_lists.causes(self._stocked, self._story.last)]

    def _store_lists(self, unit: Unit) -> None:
        """Store the platform's price lists of the day before, as imports of each would."""
        shown = platform_lists.shelf(unit.session, self._workspace.shop_id, self._stocked, self._story.last)
        for fact, (columns, rows, form) in platform_lists.lists(shown).items():
            self._store(unit, fact, columns, rows, form)

    def _store_products(self, unit: Unit) -> list[int]:
        shop = self._workspace.shop_id
        products = catalogue.product_rows(self._stocked, self._story, shop, self._seed)
        unit.connection.execute(insert(ProductRow), products)
        found = unit.connection.execute(select(ProductRow.code, ProductRow.id).where(ProductRow.shop_id == shop))
        ids = {row.code: row.id for row in found}
        unit.connection.execute(insert(SkuRow), catalogue.sku_rows(self._stocked, products, ids))
        return [ids[product.code] for product in self._stocked]

    def _store(self, unit: Unit, fact: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str) -> None:
        source = BatchSource(f"sample/{fact}", form)
        _, merge = store_in(unit, self._workspace, fact, columns, rows, source)
        self._rows += merge.stored

    def _store_trade(self, unit: Unit, made: trade.Trade) -> None:
        refund_columns = (
            "refund_id", "applied_day", "finished_day", "paid_day", "paid_amount", "refund_amount",
            "buyer_refund_amount", "order_id", "product_code", "title", "sku", "status", "kind", "reason",
            "goods_state", "source",
        )  # fmt: skip
        self._store(unit, "orders", trade.ORDER_COLUMNS, made.orders, "tb_orders")
        self._store(unit, "order_line", trade.LINE_COLUMNS, made.lines, "tb_order_items")
        self._store(unit, "product_day", trade.PRODUCT_DAY_COLUMNS, made.product_days, "sycm_product")
        self._store(unit, "shop_day", trade.SHOP_DAY_COLUMNS, made.shop_days, "sycm_shop")
        self._store(unit, "refund", refund_columns, made.refunds, "tb_refunds")

    def _store_market(self, unit: Unit, made: trade.Trade) -> None:
        story, seed, stocked = self._story, self._seed, self._stocked
        channels = traffic.channel_days(made, story, seed)
        self._store(unit, "channel_day", traffic.CHANNEL_COLUMNS, channels, "sycm_traffic")
        self._store(unit, "ad_day", traffic.AD_COLUMNS, traffic.ad_days(stocked, story, seed), "wx_plan")
        self._store(
            unit, "keyword_period", market.KEYWORD_COLUMNS, market.keyword_rows(story, seed), "sycm_market_keyword"
        )
        self._store(
            unit, "listing", market.LISTING_COLUMNS, market.listing_rows(stocked, story, seed), "market_listing"
        )
        self._store(unit, "review", market.REVIEW_COLUMNS, market.review_rows(stocked, story, seed), "reviews")
