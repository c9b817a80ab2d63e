"""What Qt is told before it starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from shopplanner.app import desktop


@pytest.fixture
def machine_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where this Linux machine's id lies."""
    monkeypatch.setattr(sys, "platform", "linux")
    file = tmp_path / "machine-id"
    file.touch()
    monkeypatch.setattr(desktop, "MACHINE_IDS", (file,))
    return file


def told(**before: str) -> dict[str, str]:
    environment = dict(before)
    desktop.prepare(environment)
    return environment


def test_chinese_can_be_typed_and_the_persons_own_choice_stays(machine_id: Path) -> None:
    assert told() == {"QT_IM_MODULES": "wayland;fcitx;ibus"}
    assert told(QT_IM_MODULES="ibus") == {"QT_IM_MODULES": "ibus"}


def test_a_container_without_a_machine_id_is_left_alone(machine_id: Path) -> None:
    machine_id.unlink()
    assert told() == {}


def test_other_systems_are_left_as_they_are(machine_id: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert told() == {}
