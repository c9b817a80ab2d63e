"""Files are written whole or not at all, and others may read them as any other file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shopplanner.foundation import files


def test_a_file_is_replaced_when_the_block_ends_well(tmp_path: Path) -> None:
    target = tmp_path / "plan.txt"
    files.write_text(target, "first")
    files.write_text(target, "第二")
    assert target.read_text(encoding="utf-8") == "第二"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_former_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "plan.txt"
    target.write_text("former", encoding="utf-8")

    def write_half() -> None:
        with files.atomic_path(target) as beside:
            beside.write_text("half", encoding="utf-8")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        write_half()
    assert target.read_text(encoding="utf-8") == "former"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.write_text(tmp_path / "none" / "plan.txt", "x")


@pytest.mark.skipif(os.name == "nt", reason="rights are other things on Windows")
def test_a_new_file_has_the_usual_rights_and_a_replaced_one_keeps_its_own(tmp_path: Path) -> None:
    usual = tmp_path / "usual.txt"
    usual.touch()
    target = tmp_path / "plan.txt"
    files.write_text(target, "first")
    assert target.stat().st_mode == usual.stat().st_mode
    target.chmod(0o640)
    files.write_text(target, "second")
    assert target.stat().st_mode & 0o777 == 0o640
