"""The settings of this computer; each is in force as soon as it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from shopplanner.foundation import paths
from shopplanner.foundation.i18n import text
from shopplanner.foundation.settings import Settings
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Form, choice, indented
from shopplanner.ui.common.widgets import label, plain_button
from shopplanner.ui.theme import theme

LANGUAGES = (("system", ""), ("zh_CN", "简体中文"), ("en", "English"))


class SettingsDialog(Dialog):
    """Language, look, start and backups."""

    def __init__(self, settings: Settings, change: Callable[..., object], parent: QWidget | None) -> None:
        super().__init__(text("shell.settings.title"), parent, width=28)
        self._settings = settings
        self._change = change
        self.form = Form()
        self.body.addWidget(self.form)
        languages = [(key, words or text("shell.settings.system")) for key, words in LANGUAGES]
        self.language = choice(languages, settings.get("language"))
        themes = [(key, text(f"shell.settings.theme_{key}")) for key in ("system", "light", "dark")]
        self.theme = choice(themes, settings.get("theme"))
        self.points = indented(QSpinBox())
        self.points.setRange(round(theme.MINIMUM_POINTS), 24)
        self.points.setSuffix(" pt")
        self.points.setValue(settings.get("font_points") or round(theme.DEFAULT_POINTS))
        self.swap = QCheckBox(text("shell.settings.swap"))
        self.swap.setChecked(settings.get("swap_state_colours"))
        self.reopen = QCheckBox(text("shell.settings.reopen"))
        self.reopen.setChecked(settings.get("reopen_last"))
        self.folder = QLineEdit(settings.get("backup_folder"))
        self.folder.setPlaceholderText(str(paths.data_folder() / "backups"))
        self.minutes = indented(QSpinBox())
        self.minutes.setRange(5, 24 * 60)
        self.minutes.setSuffix(f" {text('shell.settings.minutes')}")
        self.minutes.setValue(settings.get("backup_minutes"))
        self._lay_out()
        self._connect()
        self.add_close()

    def _lay_out(self) -> None:
        self.form.add("language", "shell.settings.language", self.language)
        self.form.add("theme", "shell.settings.theme", self.theme)
        self.form.add("points", "shell.settings.points", self.points)
        self.form.add("swap", "shell.settings.colours", self.swap, "shell.settings.swap_help")
        self.form.add("reopen", "shell.settings.start", self.reopen)
        self.form.add("folder", "shell.settings.backup_folder", self._folder_line(), "shell.settings.backup_help")
        self.form.add("minutes", "shell.settings.backup_minutes", self.minutes)
        self.body.addWidget(label(text("shell.settings.at_once"), "small", wrap=True))

    def _connect(self) -> None:
        self.language.activated.connect(lambda _row: self._change(language=self.language.currentData()))
        self.theme.activated.connect(lambda _row: self._change(theme=self.theme.currentData()))
        self.points.editingFinished.connect(self._change_points)
        self.swap.clicked.connect(lambda on: self._change(swap_state_colours=bool(on)))
        self.reopen.clicked.connect(lambda on: self._change(reopen_last=bool(on)))
        self.folder.editingFinished.connect(self._change_folder)
        self.minutes.editingFinished.connect(lambda: self._change(backup_minutes=self.minutes.value()))

    def _change_points(self) -> None:
        if self.points.value() != (self._settings.get("font_points") or round(theme.DEFAULT_POINTS)):
            self._change(font_points=self.points.value())

    def _change_folder(self) -> None:
        typed = self.folder.text().strip()
        usable = not typed or Path(typed).expanduser().is_dir()
        self.form.fields["folder"].show_error("" if usable else text("shell.settings.no_folder"))
        if usable:
            self._change(backup_folder=str(Path(typed).expanduser()) if typed else "")

    def _folder_line(self) -> QWidget:
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.folder, 1)
        line.addWidget(plain_button(text("shell.wizard.browse"), self._browse))
        both.setFocusProxy(self.folder)
        return both

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, text("shell.settings.backup_folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self._change_folder()
