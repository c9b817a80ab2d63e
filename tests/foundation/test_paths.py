"""Folders are found in source, wheel and frozen program, and made for the user on demand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopplanner.foundation import paths


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """The located folder is remembered for the process; tests look again."""
    paths.resources.cache_clear()
    yield
    paths.resources.cache_clear()


def test_resources_are_found_beside_the_source() -> None:
    assert (paths.resources() / "translations" / "en").is_dir()


def test_the_frozen_program_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_missing_resources_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    with pytest.raises(FileNotFoundError):
        paths.resources()


def test_user_folders_move_with_the_home_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    for folder, name in ((paths.config_folder(), "config"), (paths.data_folder(), "data"), (paths.log_folder(), "log")):
        assert folder == tmp_path / name
        assert folder.is_dir()


def test_user_folders_follow_the_systems_custom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert paths.config_folder().name == paths.APP_NAME
    assert tmp_path in paths.config_folder().parents
