"""``backup``, ``restore`` and ``verify``: a copy is kept, put back, and a damaged file is told."""

from __future__ import annotations

from pathlib import Path

from shopplanner.app import command_line
from shopplanner.services import shops
from shopplanner.services.workspace import open_workspace
from tests.app.conftest import Asked, Typed


def test_a_backup_is_kept_listed_and_put_back(sample_file: Path, tmp_path: Path, asked: Asked) -> None:
    folder = ("--folder", tmp_path / "backups")
    code, made = asked("backup", "-w", sample_file, *folder)
    assert code == command_line.DONE
    assert Path(made["file"]).is_file()
    _, listed = asked("backup", "-w", sample_file, *folder, "--list")
    assert [each["file"] for each in listed["backups"]] == [made["file"]]

    workspace = open_workspace(sample_file)
    shops.add_shop(workspace, "Later")
    workspace.close()
    code, told = asked("restore", "-w", sample_file, *folder)
    assert code == command_line.DONE
    assert told["backup"] == made["file"]
    assert Path(told["former"]).is_file()
    workspace = open_workspace(sample_file)
    assert [shop.name for shop in shops.shops(workspace)] == ["留香研究所（示例）"]
    workspace.close()


def test_a_named_backup_is_put_back(sample_file: Path, tmp_path: Path, typed: Typed) -> None:
    code, out, _ = typed("restore", sample_file, "-w", tmp_path / "other.shopplan", "--folder", tmp_path / "backups")
    assert code == command_line.DONE
    assert str(tmp_path / "other.shopplan") in out
    assert (tmp_path / "other.shopplan").is_file()


def test_without_a_backup_nothing_is_restored(sample_file: Path, tmp_path: Path, typed: Typed) -> None:
    before = sample_file.read_bytes()
    code, _, err = typed("restore", "-w", sample_file, "--folder", tmp_path / "backups")
    assert code == command_line.BAD_INPUT
    assert "There is no sound backup" in err
    assert sample_file.read_bytes() == before


def test_a_sound_workspace_is_told_what_was_checked(sample_file: Path, asked: Asked, typed: Typed) -> None:
    code, told = asked("verify", "-w", sample_file)
    assert code == command_line.DONE
    assert told["problems"] == []
    assert told["checked"]
    assert typed("verify", "-w", sample_file)[1].endswith("Sound.\n")


def test_a_file_that_is_no_workspace_is_not_sound(tmp_path: Path, typed: Typed) -> None:
    (tmp_path / "x.shopplan").write_text("nothing", encoding="utf-8")
    code, out, _ = typed("verify", "-w", tmp_path / "x.shopplan")
    assert code == command_line.NO
    assert out.endswith("1 problem.\n")
