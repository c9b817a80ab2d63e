"""What is written into a review, and taken back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shopplanner.domain.changes import Place
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.services import history
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.review import store
from shopplanner.services.promotions.review.store import Coupons, Lesson, Written
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop

KEEP = Lesson("keep", "赠品提前两天到仓", "warehouse", date(2026, 12, 1))


def written(workspace: Workspace, promotion_id: int) -> Written:
    with workspace.read() as session:
        return store.written(session, promotion_id)


def targets(workspace: Workspace, promotion_id: int) -> dict[tuple[str, str], int]:
    with workspace.read() as session:
        return store.targets(session, promotion_id)


def test_targets_are_set_changed_cleared_and_undone(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed)
    store.set_target(reviewed, promotion, "", "paid_amount", 2_000_000)
    store.set_target(reviewed, promotion, "peak", "orders", 50)
    outcome = store.set_target(reviewed, promotion, "", "paid_amount", 3_000_000)
    assert outcome.place == Place("promotions", "review", str(promotion))
    assert targets(reviewed, promotion) == {("", "paid_amount"): 3_000_000, ("peak", "orders"): 50}
    store.set_target(reviewed, promotion, "peak", "orders", None)
    store.set_target(reviewed, promotion, "peak", "visitors", None)
    assert targets(reviewed, promotion) == {("", "paid_amount"): 3_000_000}
    history.undo(reviewed)
    assert ("peak", "orders") in targets(reviewed, promotion)


def test_a_target_below_zero_is_refused(reviewed: Workspace) -> None:
    with pytest.raises(RuleError):
        store.set_target(reviewed, shop.plan(reviewed), "", "orders", -1)


def test_verdict_lessons_and_coupons_are_kept(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed)
    assert written(reviewed, promotion) == Written()
    coupons = Coupons(1_000, 400, 100, 50_000, 20_000)
    store.set_verdict(reviewed, promotion, "change")
    store.set_lessons(reviewed, promotion, [KEEP, Lesson("try", "  "), Lesson("stop", " 晚八点发券 ")])
    store.set_coupons(reviewed, promotion, coupons)
    assert written(reviewed, promotion) == Written("change", (KEEP, Lesson("stop", "晚八点发券")), coupons)


@pytest.mark.parametrize(
    "coupons", [Coupons(issued=-1), Coupons(10, 11), Coupons(10, 5, 6), Coupons(issued=10, used=11), Coupons(fixed=-5)]
)
def test_coupons_that_cannot_be_meant_are_refused(reviewed: Workspace, coupons: Coupons) -> None:
    with pytest.raises(RuleError):
        store.set_coupons(reviewed, shop.plan(reviewed), coupons)


def test_finishing_keeps_the_verdict_and_moves_the_status(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed)
    store.finish(reviewed, promotion, reviewed=True, verdict="repeat")
    assert plans.promotion(reviewed, promotion).status == "reviewed"
    assert written(reviewed, promotion).verdict == "repeat"
    assert written(reviewed, promotion).reviewed_at.startswith("2026-11-22 10:00")
    store.finish(reviewed, promotion, reviewed=False)
    assert plans.promotion(reviewed, promotion).status == "ended"
    assert written(reviewed, promotion).reviewed_at == ""


def test_a_verdict_given_before_stays_when_the_review_is_finished(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed)
    store.set_verdict(reviewed, promotion, "stop")
    store.finish(reviewed, promotion, reviewed=True, verdict="repeat")
    assert written(reviewed, promotion).verdict == "stop"


def test_what_still_runs_cannot_be_reviewed(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed, ends=datetime(2026, 11, 30), phases=())
    with pytest.raises(RuleError):
        store.finish(reviewed, promotion, reviewed=True)


def test_a_deleted_promotion_has_no_review(reviewed: Workspace) -> None:
    with pytest.raises(NotFoundError):
        store.set_verdict(reviewed, 99, "stop")


def test_a_copy_is_an_idea_with_the_lessons_in_its_note(reviewed: Workspace) -> None:
    promotion = shop.plan(reviewed, note="老客优先")
    store.set_lessons(reviewed, promotion, [KEEP, Lesson("stop", "晚八点发券")])
    store.set_target(reviewed, promotion, "", "orders", 50)
    outcome = store.copy_with_lessons(reviewed, promotion, date(2026, 12, 12))
    copy = plans.promotion(reviewed, outcome.value)
    assert (copy.status, copy.starts, copy.ends) == ("idea", datetime(2026, 12, 12), datetime(2026, 12, 21, 23, 59, 59))
    assert copy.phases[1].starts == datetime(2026, 12, 14)
    assert copy.note.splitlines() == [
        f"Copied from 沐浴露 8 折, 2026-10-12 to 2026-10-21 (promotions/review#{promotion}). Lessons:",
        "Keep: 赠品提前两天到仓", "Stop: 晚八点发券", "老客优先",
    ]  # fmt: skip
    assert targets(reviewed, outcome.value) == {("", "orders"): 50}
    assert outcome.place == plans.place(outcome.value)
    history.undo(reviewed)
    with pytest.raises(NotFoundError):
        plans.promotion(reviewed, outcome.value)
