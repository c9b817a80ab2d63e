"""The plan of a month on paper: what happens when, what buyers pay at each start, and who does what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select

from shopplanner.domain.messages import Money
from shopplanner.domain.papers import Block, Grid, Paper, PaperColumn, Words
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.plan_words import day_words, scope_words
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.prices import ProductPrices, prices_at
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow
from shopplanner.storage.tables.products import ProductRow


def month_paper(workspace: Workspace, year: int, month: int) -> Paper:
    """Return a month's plan in the language in force."""
    days = [day for day in almanac.month_grid(year, month) if day.month == month]
    with workspace.read() as session:
        shop = session.get_one(ShopRow, workspace.shop_id).name
        found = promotions_in(session, workspace.shop_id, days[0], days[-1], workspace.clock.now().replace(tzinfo=None))
        tasks = [task for task in tasks_in(session, workspace.shop_id) if days[0] <= task.due <= days[-1]]
        rows = session.execute(
            select(ProductRow.id, ProductRow.short_name, ProductRow.title).where(
                ProductRow.shop_id == workspace.shop_id
            )
        )
        names = {row.id: row.short_name or row.title for row in rows}
    blocks = [*_promotions(found, names), *_prices(workspace, found, days), *_days(days), *_tasks(tasks)]
    title = text("papers.month.title", year=year, month=f"{month:02d}")
    made = text("papers.made", day=workspace.clock.today().isoformat())
    return Paper(f"{year}-{month:02d}", title, f"{shop} · {made}", tuple(blocks), landscape=True)


def _promotions(found: Sequence[Promotion], names: dict[int, str]) -> Iterator[Block]:
    if not found:
        yield Words(text("papers.month.empty"), "muted")
        return
    columns = (
        PaperColumn(text("papers.column.from"), 3),
        PaperColumn(text("papers.column.until"), 3),
        PaperColumn(text("papers.column.promotion"), 4),
        PaperColumn(text("papers.column.offer"), 4),
        PaperColumn(text("papers.column.scope"), 5),
        PaperColumn(text("papers.column.status"), 2),
    )
    rows = tuple(
        (
            each.starts, each.ends, each.name, offer_words(each), scope_words(each, names),
            text(f"promotions.status.{each.status}"),
        )
        for each in found
    )  # fmt: skip
    yield Grid(text("papers.month.promotions"), columns, rows)


def _prices(workspace: Workspace, found: Sequence[Promotion], days: Sequence[date]) -> Iterator[Block]:
    """Yield each product's lowest price of the month among the moments at which prices change."""
    moments = sorted({each.starts for each in found if each.counts and days[0] <= each.starts.date() <= days[-1]})
    lowest: dict[int, ProductPrices] = {}
    for moment in moments:
        for priced in prices_at(workspace, moment):
            known = lowest.get(priced.product_id)
            if known is None or priced.prices.lowest < known.prices.lowest:
                lowest[priced.product_id] = priced
    dropped = [each for each in lowest.values() if each.prices.lowest < each.tag_price]
    if dropped:
        columns = (
            PaperColumn(text("papers.column.product"), 3),
            *(PaperColumn(text(f"papers.column.{name}")) for name in ("list_price", "lowest")),
            PaperColumn(text("papers.column.when"), 2),
            PaperColumn(text("papers.column.left")),
        )
        rows = tuple(
            (
                each.name, Money(each.tag_price), Money(each.prices.lowest), each.moment,
                None if each.margin is None else Money(each.margin),
            )
            for each in dropped
        )  # fmt: skip
        yield Grid(text("papers.month.prices"), columns, rows)


def _days(days: Sequence[date]) -> Iterator[Block]:
    """Yield the days that are more than ordinary ones."""
    special = [info for info in almanac.describe(days) if info.holiday or info.make_up or info.festivals]
    if special:
        columns = (PaperColumn(text("papers.column.day")), PaperColumn(text("papers.column.what"), 4))
        yield Grid(text("papers.month.days"), columns, tuple((info.day, day_words(info)) for info in special))


def _tasks(tasks: Sequence[Task]) -> Iterator[Block]:
    columns = (
        PaperColumn(text("papers.column.due")),
        PaperColumn(text("papers.column.role")),
        PaperColumn(text("papers.column.task"), 3),
        PaperColumn(text("papers.column.promotion"), 3),
        PaperColumn(text("papers.column.done")),
    )
    rows = tuple(
        (task.due, text(f"promotions.role.{task.role}"), task.title, task.promotion, "☑" if task.done else "☐")
        for task in tasks
    )
    if rows:
        yield Grid(text("papers.month.tasks"), columns, rows)
