"""``self-check``: says what the program stands on, and finds what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopplanner.app import command_line
from shopplanner.app.commands import self_check
from shopplanner.foundation import packs
from tests.app.conftest import Asked, Typed


def test_everything_is_there_on_a_working_computer(asked: Asked) -> None:
    code, told = asked("self-check")
    assert code == command_line.DONE
    assert told["ok"] is True
    assert {each["id"] for each in told["items"]} == set(self_check.LOOKS)


def test_a_broken_pack_of_the_persons_own_is_found(typed: Typed) -> None:
    folder = packs.user_folder() / "profiles"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("this is not TOML", encoding="utf-8")
    code, out, _ = typed("self-check")
    assert code == command_line.NO
    assert "✗ Packs: mine.toml" in out


def test_a_folder_that_cannot_be_written_is_found(monkeypatch: pytest.MonkeyPatch, asked: Asked) -> None:
    def refuse() -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("shopplanner.foundation.paths.data_folder", refuse)
    code, told = asked("self-check")
    assert code == command_line.NO
    assert [each["id"] for each in told["items"] if not each["ok"]] == ["folders"]
