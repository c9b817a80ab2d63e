"""The pages for prices and tasks live in the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.domain.changes import Place
from shopplanner.services.promotions import tasks
from shopplanner.services.workspace import Workspace
from shopplanner.ui.shell.main_window import MainWindow
from tests.services.promotions.planning import put, put_products


@pytest.fixture
def filled(workspace: Workspace) -> Path:
    """Products, promotions and tasks."""
    put_products(workspace, *((f"P{number}", 1000 + number, 400, 900) for number in range(5)))
    for mechanic, values in (
        ("item_discount", {"kind": "percent", "rate": 1000}),
        ("threshold_reduction", {"threshold": 2000, "reduction": 100}),
        ("coupon", {"threshold": 1500, "face": 100}),
        ("member_day", {"buy": 2, "free": 1}),
    ):
        put(workspace, mechanic, "2026-11-20 00:00:00", "2026-11-30 23:59:59", whole_shop=True, **values)
    for number in range(20):
        tasks.add_task(workspace, f"task {number}", date(2026, 11, 1 + number % 30))
    return workspace.path


def settle(window: MainWindow, qapp: QApplication) -> None:
    """Wait for reads and what they set going."""
    for _ in range(4):
        window.jobs.wait_idle()
        qapp.processEvents()


def test_prices_and_tasks_are_shown_with_their_inspectors_beside_them(
    filled: Path, open_window: MainWindow, qapp: QApplication
) -> None:
    for view in ("prices", "tasks", "prices", "tasks"):
        open_window.go(Place("promotions", view))
        settle(open_window, qapp)
        page = open_window.area.page if open_window.area is not None else None
        assert page is not None
        assert page.inspector is not None
        assert page.inspector.isVisible()
