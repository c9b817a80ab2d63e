"""``screenshot``: a page as a picture in the asked language, look and size; nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from shopplanner.app import command_line
from shopplanner.foundation.settings import Settings
from shopplanner.ui.shell import preferences
from tests.app.conftest import Asked, Typed


@pytest.fixture(autouse=True)
def _own_look(qtbot: QtBot) -> None:
    """Start and end without a look in force."""
    preferences.forget()


def test_a_page_is_drawn_and_nothing_else_changes(sample_file: Path, tmp_path: Path, asked: Asked) -> None:
    before = sample_file.read_bytes()
    target = tmp_path / "page.png"
    look = ("--theme", "dark", "--size", "1366x768")
    code, told = asked("screenshot", "-w", sample_file, "--tab", "metrics", "--view", "dictionary", *look, "-o", target)
    preferences.forget()
    assert code == command_line.DONE
    assert told == {"file": str(target)}
    image = QImage(str(target))
    assert (image.width(), image.height()) == (1366, 768)
    assert image.pixelColor(700, 760).lightness() < 100
    assert sample_file.read_bytes() == before
    assert Settings().get("recent_files") == []


@pytest.mark.parametrize(
    ("place", "said"),
    [(("--tab", "nothing"), "positioning"), (("--tab", "metrics", "--view", "nothing"), "dashboard")],
)
def test_pages_that_do_not_exist_are_wrong_usage(
    place: tuple[str, ...], said: str, sample_file: Path, tmp_path: Path, typed: Typed
) -> None:
    code, _, err = typed("screenshot", "-w", sample_file, *place, "-o", tmp_path / "x.png")
    assert code == command_line.WRONG_USAGE
    assert said in err


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, typed: Typed) -> None:
    code, _, err = typed("screenshot", "-w", tmp_path / "no.shopplan", "--tab", "metrics", "-o", tmp_path / "x.png")
    assert code == command_line.BAD_INPUT
    assert "is not there" in err
