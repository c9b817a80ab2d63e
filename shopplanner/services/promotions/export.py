"""A month's plan as an Excel workbook: calendar, promotions, lowest prices, tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import select

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.interchange import month_workbook
from shopplanner.interchange.month_workbook import GridBar, GridDay, MonthGrid
from shopplanner.interchange.table_workbook import Cell, Formula, Table, TableColumn
from shopplanner.services.promotions import almanac, prices
from shopplanner.services.promotions.almanac import Overrides
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.plan_words import day_words, scope_words
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.promotions.tasks import Task, tasks_in
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow
from shopplanner.storage.tables.products import ProductRow

NOON = time(12)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TO_YUAN = 100


@dataclass(frozen=True)
class _Plan:
    """A month as it is exported: what touches it, and what the shop's products are called."""

    shop: str
    days: list[date]
    first: date
    last: date
    promotions: list[Promotion]
    tasks: list[Task]
    names: dict[int, str]
    said: Overrides

    @property
    def of_month(self) -> list[Promotion]:
        """The promotions that are live on a day of the month itself."""
        return [each for each in self.promotions if each.starts.date() <= self.last and each.ends.date() >= self.first]


def export_workbook(workspace: Workspace, year: int, month: int, target: Path) -> Path:
    """Write a month as a workbook: calendar, promotions, lowest prices of the month, tasks; return the file.

    Raises:
        CannotWriteError: if the system refuses.
    """
    plan = _plan(workspace, year, month)
    tables = [_promotion_table(plan), _price_table(workspace, plan), _task_table(plan, workspace.clock.today())]
    _write(target, lambda path: month_workbook.write_month(path, _grid(plan, year, month, workspace), tables))
    return target


def _write(target: Path, write: Callable[[Path], None]) -> None:
    try:
        write(target)
    except OSError as error:
        raise CannotWriteError(target, error) from error


def _plan(workspace: Workspace, year: int, month: int) -> _Plan:
    """Read the weeks of a month: promotions on them, tasks of the month and of its promotions."""
    days = almanac.month_grid(year, month)
    of_month = [day for day in days if day.month == month]
    first, last = of_month[0], of_month[-1]
    with workspace.read() as session:
        shop = session.get_one(ShopRow, workspace.shop_id)
        found = promotions_in(session, shop.id, days[0], days[-1], workspace.clock.now().replace(tzinfo=None))
        live = {each.id for each in found if each.starts.date() <= last and each.ends.date() >= first}
        tasks = [
            task
            for task in tasks_in(session, shop.id)
            if first <= task.due <= last or (task.promotion_id is not None and task.promotion_id in live)
        ]
        rows = session.execute(
            select(ProductRow.id, ProductRow.short_name, ProductRow.title).where(ProductRow.shop_id == shop.id)
        )
        names = {row.id: row.short_name or row.title for row in rows}
        return _Plan(shop.name, days, first, last, found, tasks, names, overrides_in(session, shop.id))


# the calendar sheet


def _grid(plan: _Plan, year: int, month: int, workspace: Workspace) -> MonthGrid:
    made = text("plan_export.grid.made", day=workspace.clock.today().isoformat())
    return MonthGrid(
        title=text("plan_export.sheet.month"),
        heading=text("plan_export.grid.heading", shop=plan.shop, year=year, month=f"{month:02d}"),
        note=made
        if almanac.holidays_announced(year, plan.said)
        else f"{made} {text('plan_export.grid.not_announced')}",
        weekdays=tuple(text(f"plan_export.weekday.{name}") for name in WEEKDAYS),
        days=tuple(_grid_day(info, month) for info in almanac.describe(plan.days, plan.said)),
        bars=tuple(
            GridBar(each.starts.date(), each.ends.date(), f"{each.name} · {offer_words(each)}", each.lane)
            for each in plan.promotions
        ),
    )


def _grid_day(info: almanac.DayInfo, month: int) -> GridDay:
    shade = "outside"
    if info.day.month == month:
        weekend = "" if info.workday else "weekend"
        shade = "holiday" if info.holiday else "make_up" if info.make_up else weekend
    return GridDay(info.day, day_words(info), shade)


# the tables


def _columns(kind: str, *columns: str) -> tuple[TableColumn, ...]:
    """Return a table's columns; each is named ``id`` or ``id:how its numbers are shown``."""
    parts = [column.partition(":") for column in columns]
    return tuple(TableColumn(text(f"plan_export.{kind}.{name}"), shown) for name, _, shown in parts)


def _yuan(amount: int | None) -> float | None:
    return None if amount is None else amount / TO_YUAN


def _promotion_table(plan: _Plan) -> Table:
    promotions = plan.of_month
    rows: list[list[Cell]] = [
        [
            each.name,
            text(f"promotions.mechanic.{each.mechanic}"),
            offer_words(each),
            scope_words(each, plan.names),
            text(f"promotions.audience.{each.audience}"),
            each.starts,
            each.ends,
            (each.ends.date() - each.starts.date()).days + 1,
            text(f"promotions.status.{each.status}"),
            _yuan(each.budget),
            f"{each.tasks_done}/{each.tasks}" if each.tasks else None,
            each.note,
        ]
        for each in promotions
    ]
    columns = _columns(
        "promotions", "name", "mechanic", "offer", "scope", "audience", "starts:moment", "ends:moment",
        "days:count", "status", "budget:money", "tasks", "note",
    )  # fmt: skip
    budgets = [each.budget for each in promotions if each.budget is not None]
    total: Cell = Formula("=SUM(J{first}:J{last})", sum(budgets) / TO_YUAN) if budgets else None
    foot: list[list[Cell]] = [[text("plan_export.promotions.total"), *[None] * 8, total, None, None]]
    return Table(text("plan_export.sheet.promotions"), columns, rows, foot if promotions else ())


def _price_table(workspace: Workspace, plan: _Plan) -> Table:
    """Return every product at the moment of the month when it is cheapest."""
    moments = {
        max(datetime.combine(plan.first, time()), each.starts) for each in plan.of_month if each.status != "idea"
    } or {datetime.combine(plan.first, NOON)}
    rows: list[list[Cell]] = [_price_row(priced) for priced in cheapest(workspace, sorted(moments))]
    columns = _columns(
        "prices", "product", "tag:money", "general:money", "lowest:money", "pieces:count", "check:money", "cost:money",
        "floor:money", "margin:money", "margin_rate:percent", "moment:moment", "risk",
    )  # fmt: skip
    return Table(text("plan_export.sheet.prices"), columns, rows, notes=[text("plan_export.prices.explained")])


def cheapest(workspace: Workspace, moments: Sequence[datetime]) -> list[ProductPrices]:
    """Return each product's prices at the moment when the least that a piece can cost is lowest, the earliest such."""
    found: dict[int, ProductPrices] = {}
    for moment in moments:
        for priced in prices.prices_at(workspace, moment):
            before = found.get(priced.product_id)
            if before is None or priced.prices.lowest < before.prices.lowest:
                found[priced.product_id] = priced
    return list(found.values())


def _price_row(priced: ProductPrices) -> list[Cell]:
    three, margin = priced.prices, priced.margin
    known = margin is not None
    rate = margin / three.lowest if margin is not None and three.lowest else None
    return [
        priced.name,
        _yuan(priced.tag_price),
        _yuan(three.general),
        _yuan(three.lowest),
        three.lowest_quantity,
        _yuan(three.check_value),
        _yuan(priced.cost),
        _yuan(priced.floor_price),
        Formula("=D{row}-G{row}", _yuan(margin)) if known else None,
        Formula('=IF(D{row}=0,"",(D{row}-G{row})/D{row})', rate) if known else None,
        priced.moment,
        text(f"plan_export.risk.{priced.risk}") if priced.risk else None,
    ]


def _task_table(plan: _Plan, today: date) -> Table:
    rows: list[list[Cell]] = [
        [
            task.due,
            task.title,
            text(f"promotions.role.{task.role}"),
            task.promotion,
            text(f"plan_export.task_state.{task.state(today)}"),
            task.note,
        ]
        for task in plan.tasks
    ]
    columns = _columns("tasks", "due:date", "title", "role", "promotion", "state", "note")
    return Table(text("plan_export.sheet.tasks"), columns, rows)
