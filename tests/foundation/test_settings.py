"""Settings: declared, checked, stored at once, and never in the way of a start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shopplanner.foundation import paths
from shopplanner.foundation.settings import DECLARED, Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_every_default_is_a_valid_value(file: Path) -> None:
    settings = Settings(file)
    assert all(setting.valid(setting.default) for setting in DECLARED)
    assert [settings.get(setting.key) for setting in DECLARED] == [setting.default for setting in DECLARED]
    assert not file.exists(), "nothing is written before something is changed"


def test_a_change_is_there_at_the_next_start(file: Path) -> None:
    Settings(file).set("language", "zh_CN")
    assert Settings(file).get("language") == "zh_CN"
    assert json.loads(file.read_text(encoding="utf-8"))["version"] == 1


def test_the_usual_file_lies_in_the_users_folder() -> None:
    Settings().set("theme", "dark")
    assert (paths.config_folder() / "settings.json").is_file()
    assert Settings().get("theme") == "dark"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "fr"), ("theme", 1), ("font_points", 25), ("font_points", True), ("backup_minutes", 4),
        ("recent_files", "a"), ("swap_state_colours", "yes"), ("backup_folder", None),
    ],
)  # fmt: skip
def test_a_value_that_is_not_allowed_is_refused(file: Path, key: str, value: Any) -> None:
    settings = Settings(file)
    with pytest.raises(ValueError, match=key):
        settings.set(key, value)
    assert not file.exists()


def test_an_unknown_setting_is_a_fault_of_the_program(file: Path) -> None:
    with pytest.raises(KeyError):
        Settings(file).get("colour")


@pytest.mark.parametrize("written", ["", "{", "[1]", '{"language": "fr", "font_points": "big", "strange": 1}'])
def test_a_file_that_makes_no_sense_gives_the_defaults(file: Path, written: str) -> None:
    file.write_text(written, encoding="utf-8")
    settings = Settings(file)
    assert [settings.get(setting.key) for setting in DECLARED] == [setting.default for setting in DECLARED]
    settings.set("font_points", 12)
    assert Settings(file).get("font_points") == 12


def test_a_value_that_stays_the_same_is_not_written_again(file: Path) -> None:
    settings = Settings(file)
    settings.set("font_points", 12)
    file.unlink()
    settings.set("font_points", 12)
    assert not file.exists()


def test_recent_files_are_newest_first_without_repeats_and_not_too_many(file: Path) -> None:
    settings = Settings(file)
    for name in "abcdefghij":
        settings.remember_file(Path(name))
    settings.remember_file(Path("f"))
    assert settings.get("recent_files") == list("fjihgedc")
