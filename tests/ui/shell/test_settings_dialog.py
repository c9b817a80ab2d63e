"""Settings are in force as soon as they are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from shopplanner.foundation.settings import Settings
from shopplanner.ui.shell.settings_dialog import SettingsDialog


class Changes:
    """Stores and notes what was chosen."""

    def __init__(self, settings: Settings) -> None:
        self.made: dict[str, Any] = {}
        self._settings = settings

    def __call__(self, **values: Any) -> None:
        self.made.update(values)
        for key, value in values.items():
            self._settings.set(key, value)


@pytest.fixture
def changes(settings: Settings) -> Changes:
    return Changes(settings)


@pytest.fixture
def dialog(themed: None, settings: Settings, changes: Changes) -> Iterator[SettingsDialog]:
    made = SettingsDialog(settings, changes, None)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_each_choice_is_told_at_once(dialog: SettingsDialog, changes: Changes) -> None:
    dialog.language.setCurrentIndex(dialog.language.findData("zh_CN"))
    dialog.language.activated.emit(0)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(0)
    dialog.points.setValue(14)
    dialog.points.editingFinished.emit()
    dialog.swap.click()
    dialog.reopen.click()
    dialog.minutes.setValue(45)
    dialog.minutes.editingFinished.emit()
    assert changes.made == {
        "language": "zh_CN", "theme": "dark", "font_points": 14, "swap_state_colours": True, "reopen_last": False,
        "backup_minutes": 45,
    }  # fmt: skip


def test_the_same_font_size_is_no_change(dialog: SettingsDialog, changes: Changes) -> None:
    dialog.points.editingFinished.emit()
    assert changes.made == {}


def test_a_backup_folder_must_exist(dialog: SettingsDialog, changes: Changes, tmp_path: Path) -> None:
    dialog.folder.setText(str(tmp_path / "missing"))
    dialog.folder.editingFinished.emit()
    assert dialog.form.fields["folder"].error
    assert changes.made == {}
    dialog.folder.setText(str(tmp_path))
    dialog.folder.editingFinished.emit()
    assert changes.made == {"backup_folder": str(tmp_path)}
    assert not dialog.form.fields["folder"].error
    dialog.folder.setText(" ")
    dialog.folder.editingFinished.emit()
    assert changes.made == {"backup_folder": ""}


def test_a_backup_folder_can_be_browsed_for(
    dialog: SettingsDialog, changes: Changes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_args: str(tmp_path)))
    browse = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith("Browse"))
    browse.click()
    assert changes.made == {"backup_folder": str(tmp_path)}
