"""A way to show a page of the room on a fresh shop or on the sample shop, at rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.foundation.settings import Settings
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page

P = TypeVar("P", bound=Page)
Show = Callable[[type[P]], P]


@pytest.fixture
def sample_context(sample_workspace: Workspace, settings: Settings, themed: None) -> Iterator[AppContext]:
    """What pages are given, on the sample shop."""
    context = AppContext(sample_workspace, settings)
    yield context
    context.jobs.wait_idle()
    context.jobs.close()


@pytest.fixture
def show(app_context: AppContext, qapp: QApplication) -> Iterator[Callable[[type[Page]], Page]]:
    """Build a page on the fresh shop, show it, and wait until it has read its data."""
    yield from _shower(app_context, qapp)


@pytest.fixture
def show_sample(sample_context: AppContext, qapp: QApplication) -> Iterator[Callable[[type[Page]], Page]]:
    """Build a page on the sample shop, show it, and wait until it has read its data."""
    yield from _shower(sample_context, qapp)


def _shower(context: AppContext, qapp: QApplication) -> Iterator[Callable[[type[Page]], Page]]:
    made: list[Page] = []

    def build(page_type: type[P]) -> P:
        page = page_type(context)  # type: ignore[call-arg]  # pages take the context alone
        made.append(page)
        page.resize(1200, 780)
        page.show()
        settle(context, qapp)
        return page

    yield build
    for page in made:
        page.close()
        page.deleteLater()
    settle(context, qapp)


def settle(context: AppContext, qapp: QApplication) -> None:
    """Wait for reads and edits, and for what their results set going."""
    for _ in range(4):
        assert context.jobs.wait_idle()
        qapp.processEvents()
