"""Shared fixtures: the sample shop, made once and copied for each test."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopplanner.foundation.clock import FixedClock
from shopplanner.services.workspace import Workspace, open_workspace


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory, clock: FixedClock, worker_id: str) -> Path:
    """The sample shop's file; parallel workers share one."""
    from shopplanner.services import sample_shop

    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    path = folder / "sample-template.shopplan"
    with (folder / "sample-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            sample_shop.create(path, clock=clock)
    return path


@pytest.fixture
def sample_workspace(tmp_path: Path, sample_template: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A copy of the sample shop, open."""
    path = tmp_path / "sample.shopplan"
    shutil.copy(sample_template, path)
    opened = open_workspace(path, clock=clock)
    yield opened
    opened.close()
