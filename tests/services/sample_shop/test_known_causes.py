"""The app finds what was put into the sample shop's plan and into the platform's lists, and nothing else there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from shopplanner.analytics.uplift import Effect
from shopplanner.foundation.clock import FixedClock
from shopplanner.services.checks import run_checks
from shopplanner.services.promotions import propagation
from shopplanner.services.promotions.papers import building, fields
from shopplanner.services.promotions.papers.listing import choices
from shopplanner.services.promotions.plans import promotions_between
from shopplanner.services.promotions.radar import radar
from shopplanner.services.promotions.reconcile import reconcile
from shopplanner.services.promotions.reconcile_lists import campaign_rows, offer_rows, strength_rows
from shopplanner.services.promotions.review import report
from shopplanner.services.sample_shop import create
from shopplanner.services.workspace import Workspace, open_workspace
from shopplanner.services.workspace_settings import get_setting

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def shop(sample_template: Path, clock: FixedClock) -> Iterator[Workspace]:
    """The sample shop, open for reading."""
    opened = open_workspace(sample_template, read_only=True, clock=clock)
    yield opened
    opened.close()


def causes(shop: Workspace, *kinds: str) -> set[tuple[str, str]]:
    """Return kind and product of recorded causes."""
    return {(each["kind"], each["product"]) for each in get_setting(shop, "sample.causes") if each["kind"] in kinds}


def codes(shop: Workspace) -> dict[int, str]:
    """Return the products' codes by id."""
    with shop.read() as session:
        return {row.id: row.code for row in session.execute(text("SELECT id, code FROM product"))}


def test_reconciling_finds_the_three_prices_that_differ_and_why(shop: Workspace) -> None:
    found = reconcile(shop)
    kinds = {"missing": "offer_not_planned", "not_there": "offer_not_there", "rounding": "rounding"}
    assert {(kinds[row.reason], row.code) for row in found.differing} == causes(shop, *kinds.values())
    assert len(found.differing) == 3
    assert (len(found.rows), found.last_day) == (74, TODAY - timedelta(days=1))
    worked = {(row.code, row.sku): row.platform for row in found.rows}
    # 67.90 less 12 %, rounded to the fen: 8.15; 222.90 with the coupon of 10 from 99
    assert worked["680000000001", "白桃乌龙 500ml"] == 5_975
    assert worked["680000102948", "限定礼盒"] == 21_290


def test_the_platforms_other_lists_agree_but_for_the_recorded_items(shop: Workspace) -> None:
    discounts = offer_rows(shop)
    assert {("offer_not_planned", row.code) for row in discounts if row.state != "same"} == causes(
        shop, "offer_not_planned"
    )
    assert len(discounts) == 7
    assert all(row.accepted and row.difference == 0 for row in campaign_rows(shop))
    assert {("price_strength", row.code) for row in strength_rows(shop) if row.cut} == causes(shop, "price_strength")
    assert [row.cut for row in strength_rows(shop)][:2] == [500, 0]


def test_the_radar_shows_the_clash_and_the_broken_line_and_is_green_elsewhere(shop: Workspace) -> None:
    known, days = codes(shop), 31
    shown = radar(shop, TODAY, TODAY + timedelta(days=days - 1))
    cells = [
        (known[row.product.product_id], TODAY + timedelta(days=number), cell)
        for row in shown.rows
        for number, cell in enumerate(row.cells)
        if cell.price_state != "good" or cell.profit_state not in ("good", "unknown")
    ]
    red = {("price_floor", code) for code, _, cell in cells if "floor" in cell.reasons}
    amber = {("price_line", code) for code, _, cell in cells if cell.reasons == ("line",)}
    assert red == causes(shop, "price_floor")
    assert amber - {("price_line", code) for _, code in red} == causes(shop, "price_line")
    recorded = get_setting(shop, "sample.causes")
    spans = {
        (day, each["product"])
        for each in recorded
        if each["kind"] in ("price_floor", "price_line")
        for day in (TODAY + timedelta(days=number) for number in range(days))
        if each["first"] <= day.isoformat() <= each["last"]
    }
    assert {(day, code) for code, day, _ in cells} == spans
    assert len(cells) == 5


def test_the_latest_review_tells_what_a_promotion_brought_beside_its_targets(shop: Workspace) -> None:
    first = report.ended(shop)[0]
    found = report.review(shop, first.id)
    assert found.promotion.name == "秋冬清洁周 单品立减"
    assert isinstance(found.impact.units, Effect)
    assert found.impact.units.net.low > 0
    assert found.verdict == "repeat"
    goals = {(phase.kind, line.metric) for phase in found.phases for line in phase.lines if line.target is not None}
    assert {("", "paid_amount"), ("opening", "paid_amount"), ("peak", "paid_amount")} <= goals
    pushed = {code for _, code in causes(shop, "push")}
    assert {each.code for each in found.scope.goods} <= pushed


def test_past_events_have_verdicts_lessons_and_coupon_figures(shop: Workspace) -> None:
    told = {each.name: each for each in report.ended(shop) if each.verdict}
    assert {"双11 现货售卖（官方）", "618 年中大促", "双11 店铺券 300-30", "开学季 学生党立减"} == set(told)
    event = report.review(shop, told["双11 现货售卖（官方）"].id)
    assert [lesson.kind for lesson in event.written.lessons] == ["keep", "stop", "try"]
    assert {phase.kind for phase in event.phases} == {"", "opening", "saving", "peak", "encore"}
    assert all(phase.lines[0].target for phase in event.phases)
    coupons = report.review(shop, told["双11 店铺券 300-30"].id).written.coupons
    assert (coupons.issued, coupons.claimed, coupons.used) == (3000, 2140, 386)


def test_papers_are_partly_filled_one_was_handed_out_and_one_has_a_doubtful_word(shop: Workspace) -> None:
    running = next(each for each in choices(shop) if each.name == "持久留香 单品立减")
    brief = building.paper(shop, running.id, "design_brief")
    assert ([issue.number for issue in brief.issues], brief.issues[0].signed_by) == ([1], "小林")
    assert {state.suggested for state in brief.states} == {True, False}
    event = next(each for each in choices(shop) if each.name == "双12 好价节")
    assert [hit.hit.word for hit in building.paper(shop, event.id, "design_brief").hits] == ["全网最低"]
    with shop.read() as session:
        assert fields.written(session, event.id, "design_brief")["target"] == "同行 4.2%，目标 5%"


def test_one_person_has_too_much_and_a_change_waits_for_its_roles(shop: Workspace) -> None:
    overloaded = [each for each in run_checks(shop, "promotions") if each.check_id == "promotions.overloaded"]
    assert len(overloaded) == 1
    with shop.read() as session:
        waiting = session.execute(
            text("SELECT t.role, t.done_at FROM task t JOIN change_notice c ON c.id = t.change_id ORDER BY t.role")
        ).all()
    assert [tuple(row) for row in waiting] == [(duty.role, None) for duty in _by_role("main_image")]


def _by_role(kind: str) -> list[Any]:
    return sorted(propagation.duties(kind), key=lambda duty: duty.role)


def test_the_coming_month_has_something_in_every_lane(shop: Workspace) -> None:
    coming = promotions_between(shop, TODAY, TODAY + timedelta(days=30))
    assert {each.lane for each in coming} == {"platform", "own", "member", "hero", "ads"}


def test_on_a_day_of_a_big_event_the_plan_agrees_with_the_platform_but_for_the_causes(tmp_path: Path) -> None:
    """On 9 June the whole shop is reduced, so that item discounts meet the official reduction."""
    made = create(tmp_path / "june.shopplan", today=date(2026, 6, 10))
    workspace = open_workspace(made.workspace)
    assert {row.reason for row in reconcile(workspace).differing} <= {"missing", "not_there", "rounding"}
    workspace.close()
