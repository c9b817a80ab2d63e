"""Settings put in force: language, Qt's own texts, look and font size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from shopplanner.foundation import i18n
from shopplanner.foundation.settings import Settings
from shopplanner.ui.shell import preferences
from shopplanner.ui.theme import theme


@pytest.fixture
def fresh(qapp: QApplication) -> Iterator[None]:
    preferences.forget()
    yield
    preferences.forget()


def test_the_first_look_is_installed_and_later_ones_are_told(fresh: None, settings: Settings) -> None:
    settings.set("theme", "light")
    assert not preferences.apply(settings)
    told: list[bool] = []
    theme.current().changed.connect(lambda: told.append(True))
    assert not preferences.apply(settings)
    settings.set("theme", "dark")
    assert preferences.apply(settings)
    assert theme.current().dark
    settings.set("font_points", 14)
    assert preferences.apply(settings)
    assert theme.current().font().pointSizeF() == 14
    assert len(told) == 2


def test_a_chosen_language_comes_with_its_dates(fresh: None, settings: Settings) -> None:
    settings.set("language", "zh_CN")
    preferences.apply(settings)
    assert i18n.language() == "zh_CN"
    assert QLocale().language() == QLocale.Language.Chinese
    settings.set("language", "en")
    preferences.apply(settings)
    assert i18n.language() == "en"
    assert QLocale().language() == QLocale.Language.English


def test_without_a_choice_the_system_decides(fresh: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "system_language", lambda: "zh_CN")
    assert preferences.chosen_language(settings) == "zh_CN"
