"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopplanner.foundation.files import atomic_path, write_text


def test_a_text_replaces_the_former_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "设置.json"
    write_text(target, "一")
    write_text(target, "二")
    assert target.read_text(encoding="utf-8") == "二"
    assert list(tmp_path.iterdir()) == [target]


def write_and_fail(target: Path) -> None:
    with atomic_path(target) as beside:
        beside.write_text("half")
        raise RuntimeError("in the midst")


def test_a_failure_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_text(target, "former")
    with pytest.raises(RuntimeError, match="midst"):
        write_and_fail(target)
    assert target.read_text() == "former"
    assert list(tmp_path.iterdir()) == [target]


def test_the_file_beside_keeps_the_ending_and_hides(tmp_path: Path) -> None:
    with atomic_path(tmp_path / "plan.xlsx") as beside:
        assert beside.suffix == ".xlsx"
        assert beside.name.startswith(".plan.")
        assert beside.parent == tmp_path


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_text(tmp_path / "none" / "a.txt", "x")
