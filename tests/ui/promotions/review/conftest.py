"""The review page over the shop that can be worked out by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from shopplanner.foundation.clock import FixedClock
from shopplanner.services.promotions.review import store
from shopplanner.services.promotions.review.store import Coupons, Lesson
from shopplanner.services.workspace import Workspace, open_workspace
from tests.services.promotions.review import shop


@pytest.fixture(scope="session")
def reviewed_file(
    tmp_path_factory: pytest.TempPathFactory, workspace_template: Path, clock: FixedClock
) -> tuple[Path, int]:
    """The shop with the soap's promotion, its target, coupons and lessons, and an earlier one; and its id."""
    path = tmp_path_factory.mktemp("reviewed") / "reviewed.shopplan"
    shutil.copy(workspace_template, path)
    workspace = open_workspace(path, clock=clock)
    shop.put_shop(workspace)
    shop.put_orders(workspace)
    shop.plan(workspace, name="更早", starts=datetime(2026, 8, 10), ends=datetime(2026, 8, 11, 23, 59, 59), phases=())
    promotion = shop.plan(workspace)
    store.set_target(workspace, promotion, "", "paid_amount", 2_000_000)
    store.set_coupons(workspace, promotion, Coupons(1_000, 400, 100, 50_000, 10_000))
    lessons = [Lesson("keep", "早备货", "warehouse", date(2026, 12, 1)), Lesson("try", "晚八点发券")]
    store.set_lessons(workspace, promotion, lessons)
    workspace.close()
    return path, promotion


@pytest.fixture
def workspace(
    request: pytest.FixtureRequest, tmp_path: Path, workspace_template: Path, clock: FixedClock
) -> Iterator[Workspace]:
    """The shop for tests that ask for its promotion, else an empty workspace."""
    path = tmp_path / "workspace.shopplan"
    filled = "promotion" in request.fixturenames
    shutil.copy(request.getfixturevalue("reviewed_file")[0] if filled else workspace_template, path)
    opened = open_workspace(path, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def promotion(reviewed_file: tuple[Path, int]) -> int:
    """The soap's promotion."""
    return reviewed_file[1]
