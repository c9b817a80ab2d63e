"""``demo``: the same seed and day make the same shop, and an existing file is left alone."""

from __future__ import annotations

from pathlib import Path

from shopplanner.app import command_line
from tests.app.conftest import Asked, Typed


def test_the_sample_shop_is_written_and_counted(tmp_path: Path, asked: Asked) -> None:
    path = tmp_path / "new.shopplan"
    code, made = asked("demo", "-w", path, "--today", "2026-11-22", "--seed", "7")
    assert code == command_line.DONE
    assert path.is_file()
    assert made | {"rows": 0} == {"workspace": str(path), "shops": 1, "products": 48, "days": 509, "rows": 0}
    assert made["rows"] > 150_000


def test_a_file_that_exists_is_not_written_over(tmp_path: Path, typed: Typed) -> None:
    path = tmp_path / "mine.shopplan"
    path.write_text("mine", encoding="utf-8")
    code, _, err = typed("demo", "-w", path)
    assert code == command_line.BAD_INPUT
    assert "exists already" in err
    assert path.read_text(encoding="utf-8") == "mine"
