"""Damage is noticed, said, never made worse, and never answered with an empty workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopplanner.domain.errors import DamagedWorkspaceError, ShopPlannerError
from shopplanner.foundation import i18n
from shopplanner.foundation.clock import FixedClock
from shopplanner.services import safety, shops
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace, open_workspace
from tests.fixtures.damage import PAGE, damage


@pytest.fixture
def path(workspace: Workspace) -> Path:
    safety.back_up(workspace)
    workspace.close()
    return workspace.path


def broken(path: Path, how: str) -> None:
    raw = path.read_bytes()
    match how:
        case "empty":
            path.write_bytes(b"")
        case "truncated":
            path.write_bytes(raw[: len(raw) // 2 // PAGE * PAGE])
        case "header":
            path.write_bytes(bytes(100) + raw[100:])
        case "pages":
            damage(path, every=1, start=1)
        case "schema":
            path.write_bytes(raw[:100] + b"\x07" * (PAGE - 100) + raw[PAGE:])
        case "text":
            path.write_text("这不是工作区 " * 1000, encoding="utf-8")


@pytest.mark.parametrize("how", ["empty", "truncated", "header", "pages", "schema", "text"])
def test_damage_is_said_in_both_languages_and_the_file_is_left_alone(path: Path, how: str) -> None:
    broken(path, how)
    before = path.read_bytes()
    with pytest.raises(ShopPlannerError) as refused:
        open_workspace(path).close()
    assert isinstance(refused.value, DamagedWorkspaceError)
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        assert path.name in render(refused.value.what)
    assert path.read_bytes() == before
    assert not any(file.name.endswith(".lock") for file in path.parent.iterdir())


@pytest.mark.parametrize("how", ["empty", "truncated", "header", "pages", "schema", "text"])
def test_the_newest_good_backup_brings_everything_back(path: Path, how: str, clock: FixedClock) -> None:
    broken(path, how)
    damaged = path.read_bytes()
    backup = safety.prospects(path).backup
    assert backup is not None
    done = safety.restore(path, backup.path, clock)
    again = open_workspace(path)
    assert shops.current_shop(again).name == "留香研究所"
    again.close()
    assert safety.verify(path).sound
    assert done.former is not None
    assert done.former.read_bytes() == damaged
    assert not done.former_sound
