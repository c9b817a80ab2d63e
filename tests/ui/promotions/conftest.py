"""Shows a page of the promotions tab on its own and takes it down after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from tests.fixtures import pages

Settle = Callable[[], None]


@pytest.fixture
def settle(app_context: AppContext, qapp: QApplication) -> Settle:
    """Waits for reads and edits and for what their results set going."""
    return partial(pages.settle, app_context, qapp)


@pytest.fixture
def show_page(app_context: AppContext, qapp: QApplication) -> Iterator[Callable[[type[Page]], Page]]:
    """Builds a page, shows it with its inspector, and waits until it has read its data."""
    yield from pages.shown_pages(app_context, qapp)
