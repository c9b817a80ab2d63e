"""A way to show a page of the room on a fresh shop or on the sample shop, at rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from shopplanner.foundation.settings import Settings
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from tests.fixtures.pages import shown_pages


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
    yield from shown_pages(app_context, qapp)


@pytest.fixture
def show_sample(sample_context: AppContext, qapp: QApplication) -> Iterator[Callable[[type[Page]], Page]]:
    """Build a page on the sample shop, show it, and wait until it has read its data."""
    yield from shown_pages(sample_context, qapp)
