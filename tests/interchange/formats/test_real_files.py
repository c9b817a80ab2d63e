"""Real exports that lie beside the checkout on some machines: every row accounted for, the year's peaks found."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from shopplanner.domain.days import day_number
from shopplanner.services.metrics.query import series
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import ADDITIVE_ROLLUP
from tests.fixtures.exports import bring, bring_one
from tests.fixtures.real_files import SAMPLES, needs_real_files

pytestmark = needs_real_files


def test_twelve_months_of_a_jd_shop_in_one_drop(workspace: Workspace) -> None:
    reports = bring(workspace, *sorted((SAMPLES / "jd_product_daily_2019").glob("*.xlsx")))
    assert len(reports) == 12
    assert {report.format for report in reports} == {"jd_product"}
    assert sum(report.rows_read for report in reports) == 11_815
    assert sum(report.rows_stored for report in reports) == 11_759
    assert sum(report.rows_unchanged for report in reports) == 56  # the same product and day twice in one file
    first, last = date(2019, 1, 1), date(2019, 12, 31)
    units = [value or 0 for value in series(workspace, "paid_units", first, last)]
    peaks = sorted(range(365), key=lambda at: -units[at])[:3]
    assert {first + timedelta(days=at) for at in peaks} == {date(2019, 6, 18), date(2019, 10, 31), date(2019, 11, 11)}
    query = select(ADDITIVE_ROLLUP.c.day).where(ADDITIVE_ROLLUP.c.measure == "paid_units")
    with workspace.read() as session:
        rolled = session.scalars(query.order_by(ADDITIVE_ROLLUP.c.total.desc()).limit(3)).all()
    assert list(rolled) == [day_number(first) + at for at in peaks]


def test_tmall_orders_of_february_2020(workspace: Workspace) -> None:
    report = bring_one(workspace, SAMPLES / "tmall_order_report.csv")
    assert (report.format, report.rows_read, report.rows_rejected) == ("tb_orders", 28_010, 0)
    assert report.rows_stored + report.rows_unchanged == 28_010
    again = bring_one(workspace, SAMPLES / "tmall_order_report.csv")
    assert (again.rows_stored, again.rows_unchanged) == (0, 28_010)


def test_beauty_listings_of_2016(workspace: Workspace) -> None:
    report = bring_one(workspace, SAMPLES / "double11_beauty_2016_gbk.csv")
    assert (report.format, report.rows_read) == ("market_listing", 27_598)
    assert report.rows_stored + report.rows_unchanged + report.rows_rejected == 27_598
