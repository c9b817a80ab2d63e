"""The shop that can be worked out by hand, in a workspace."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopplanner.foundation.clock import FixedClock
from shopplanner.services.workspace import Workspace, open_workspace
from tests.services.promotions.review import shop


@pytest.fixture(scope="session")
def review_template(tmp_path_factory: pytest.TempPathFactory, workspace_template: Path, clock: FixedClock) -> Path:
    """The shop and its orders, with nothing planned, as a file to copy from."""
    path = tmp_path_factory.mktemp("review") / "review.shopplan"
    shutil.copy(workspace_template, path)
    workspace = open_workspace(path, clock=clock)
    shop.put_shop(workspace)
    shop.put_orders(workspace)
    workspace.close()
    return path


@pytest.fixture
def reviewed(tmp_path: Path, review_template: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A workspace with the shop, its orders and nothing planned."""
    path = tmp_path / "reviewed.shopplan"
    shutil.copy(review_template, path)
    opened = open_workspace(path, clock=clock)
    yield opened
    opened.close()
