"""The review page over the shop that can be worked out by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shopplanner.services.promotions.review import store
from shopplanner.services.promotions.review.store import Coupons, Lesson
from shopplanner.services.workspace import Workspace
from tests.services.promotions.review import shop


@pytest.fixture
def promotion(workspace: Workspace) -> int:
    """The soap's promotion with a target, coupons and lessons, an earlier one, and all reports."""
    shop.put_shop(workspace)
    shop.put_orders(workspace)
    shop.plan(workspace, name="更早", starts=datetime(2026, 8, 10), ends=datetime(2026, 8, 11, 23, 59, 59), phases=())
    promotion = shop.plan(workspace)
    store.set_target(workspace, promotion, "", "paid_amount", 2_000_000)
    store.set_coupons(workspace, promotion, Coupons(1_000, 400, 100, 50_000, 10_000))
    lessons = [Lesson("keep", "早备货", "warehouse", date(2026, 12, 1)), Lesson("try", "晚八点发券")]
    store.set_lessons(workspace, promotion, lessons)
    return promotion
