"""Shows a page of the promotions tab on its own and takes it down after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page

P = TypeVar("P", bound=Page)
ShowPage = Callable[[type[P]], P]
Settle = Callable[[], None]


@pytest.fixture
def settle(app_context: AppContext, qapp: QApplication) -> Settle:
    """Waits for reads and edits and for what their results set going."""

    def wait() -> None:
        for _ in range(4):
            assert app_context.jobs.wait_idle()
            qapp.processEvents()

    return wait


@pytest.fixture
def show_page(app_context: AppContext, settle: Settle) -> Iterator[Callable[[type[Page]], Page]]:
    """Builds a page, shows it with its inspector, and waits until it has read its data."""
    made: list[Page] = []

    def build(page_type: type[P]) -> P:
        page = page_type(app_context)  # type: ignore[call-arg]  # pages take the context alone
        made.append(page)
        page.resize(1200, 780)
        page.show()
        settle()
        return page

    yield build
    for page in made:
        page.close()
        page.deleteLater()
    settle()
