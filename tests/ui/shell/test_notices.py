"""Notices: shown over the window's lower edge, with an action, gone after a while."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopplanner.domain.messages import message
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.notice import Notice
from shopplanner.ui.shell import notices
from shopplanner.ui.shell.notices import NoticeBar, NoticesDialog

AT = datetime(2026, 11, 22, 9, 5, 7)


@pytest.fixture
def bar(host: QWidget) -> NoticeBar:
    return NoticeBar(host)


def notice(action: Action | None = None, *, hint: bool = False) -> Notice:
    said = message("common.chart.copied")
    return Notice(said, "warn", AT, message("errors.read_only_hint") if hint else None, action)


def test_a_notice_lies_inside_the_window_and_follows_its_edge(host: QWidget, bar: NoticeBar) -> None:
    bar.tell(notice(hint=True))
    assert bar.isVisible()
    assert bar.hint.isVisible()
    assert not bar.button.isVisible()
    before = bar.y()
    host.resize(800, 700)
    QApplication.processEvents()
    assert bar.y() > before
    assert host.rect().contains(bar.geometry())


def test_it_is_as_high_as_its_words_and_no_higher(bar: NoticeBar) -> None:
    bar.tell(notice(hint=True))
    QApplication.processEvents()
    for line in (bar.said, bar.hint):
        assert line.height() == line.heightForWidth(line.width())


def test_its_action_is_done_once_and_the_notice_goes(bar: NoticeBar) -> None:
    done: list[bool] = []
    bar.tell(notice(Action("test.undo", "common.cancel", lambda: done.append(True))))
    assert bar.button.text() == "Cancel"
    bar.button.click()
    assert done == [True]
    assert not bar.isVisible()


def test_a_notice_goes_by_itself_but_not_under_the_pointer(
    bar: NoticeBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "SHOWN_MS", dict.fromkeys(notices.SHOWN_MS, 30))
    bar.tell(notice())
    QApplication.sendEvent(bar, QEnterEvent(QPointF(), QPointF(), QPointF()))
    qtbot.wait(60)
    assert bar.isVisible()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=2000)


def test_the_list_shows_the_newest_first_or_says_that_there_is_none(host: QWidget) -> None:
    later = Notice(message("errors.name_missing"), "bad", AT.replace(hour=10))
    dialog = NoticesDialog([notice(hint=True), later], host)
    lines = dialog.words.toPlainText().splitlines()
    assert [line[:8] for line in lines] == ["10:05:07", "09:05:07"]
    empty = NoticesDialog([], host)
    assert empty.words.toPlainText()
    for made in (dialog, empty):
        made.deleteLater()
