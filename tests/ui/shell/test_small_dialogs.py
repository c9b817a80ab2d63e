"""Manual, log, shortcuts, about and crash report."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from shopplanner import __version__
from shopplanner.domain.changes import Place
from shopplanner.foundation import i18n, logs, paths
from shopplanner.ui.common.action import Action
from shopplanner.ui.shell import crash_dialog
from shopplanner.ui.shell.about import AboutDialog
from shopplanner.ui.shell.crash_dialog import CrashDialog
from shopplanner.ui.shell.help import HelpDialog
from shopplanner.ui.shell.log_viewer import LogViewer
from shopplanner.ui.shell.shortcuts import ShortcutsDialog


@pytest.fixture
def manual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manual of two English pages and a Chinese one."""
    for language, name, words in (
        ("en", "index", "# Contents"),
        ("en", "today-overview", "# Today in English"),
        ("zh_CN", "today-overview", "# 今日"),
    ):
        (tmp_path / "manual" / language).mkdir(parents=True, exist_ok=True)
        (tmp_path / "manual" / language / f"{name}.md").write_text(words, encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    return tmp_path


def test_help_opens_at_the_views_page_in_the_language_in_force(host: QWidget, manual: Path) -> None:
    dialog = HelpDialog(Place("today", "overview"), host)
    assert dialog.browser.toPlainText() == "Today in English"
    dialog.show_page("metrics-unknown")
    assert dialog.browser.toPlainText() == "Contents"
    dialog._follow(QUrl("today-overview.md"))
    assert dialog.browser.toPlainText() == "Today in English"
    i18n.set_language("zh_CN")
    dialog.show_page("today-overview")
    assert dialog.browser.toPlainText() == "今日"
    dialog.show_page("index")
    assert dialog.browser.toPlainText() == "Contents"
    dialog.deleteLater()


def test_help_without_a_manual_says_so(host: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    dialog = HelpDialog(None, host)
    assert dialog.browser.toPlainText()
    dialog.deleteLater()


def test_the_log_shows_levels_and_is_copied(host: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(opened.append))
    logs.start()
    logging.getLogger("shopplanner.test").info("all is well")
    viewer = LogViewer(host)
    assert "all is well" in viewer.words.toPlainText()
    viewer.copy()
    assert "all is well" in QGuiApplication.clipboard().text()
    viewer.levels.buttons["error"].click()
    assert "all is well" not in viewer.words.toPlainText()
    viewer.open_folder()
    assert opened[0].toLocalFile() == str(paths.log_folder())
    viewer.deleteLater()
    logs.stop()


def test_shortcuts_are_listed_in_their_groups(host: QWidget) -> None:
    actions = [
        Action("file.open", "shell.action.open", lambda: None, "Ctrl+O", "file"),
        Action("page.new", "shell.action.new", lambda: None, "N"),
        Action("page.silent", "shell.action.new", lambda: None),
    ]
    dialog = ShortcutsDialog(actions, host)
    words = [part.text() for part in dialog.findChildren(QLabel)]
    assert words.count("Start my shop…") == 1
    assert {"Ctrl+O", "N", "F2"} <= set(words)
    dialog.deleteLater()


def test_about_names_versions_and_folders_and_copies_them(host: QWidget) -> None:
    dialog = AboutDialog(host)
    dialog.copy()
    copied = QGuiApplication.clipboard().text()
    assert str(paths.config_folder()) in copied
    assert "SQLite" in copied
    assert any(__version__ in part.text() for part in dialog.findChildren(QLabel))
    dialog.deleteLater()


def test_a_second_report_joins_the_one_that_is_shown(host: QWidget) -> None:
    first = crash_dialog.show_report("one", host)
    second = crash_dialog.show_report("two", host)
    assert first is second
    first.copy()
    assert QGuiApplication.clipboard().text().split() == ["one", "two"]
    first.accept()
    former = crash_dialog.show_report("three", host, former=True)
    assert isinstance(former, CrashDialog)
    former.reject()
