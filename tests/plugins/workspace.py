"""Shared fixtures: a fresh workspace with one shop and a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from shopplanner.foundation.clock import FixedClock
from shopplanner.services.workspace import Workspace, create_workspace, open_workspace

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="session")
def clock() -> FixedClock:
    """Sunday, 22 November 2026, ten in the morning."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def workspace_template(tmp_path_factory: pytest.TempPathFactory, clock: FixedClock) -> Path:
    """An empty workspace file to copy from."""
    path = tmp_path_factory.mktemp("template") / "template.shopplan"
    create_workspace(path, "留香研究所", clock=clock).close()
    return path


@pytest.fixture
def workspace(tmp_path: Path, workspace_template: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A fresh, open workspace with one shop."""
    path = tmp_path / "留香研究所.shopplan"
    shutil.copy(workspace_template, path)
    opened = open_workspace(path, clock=clock)
    yield opened
    opened.close()
