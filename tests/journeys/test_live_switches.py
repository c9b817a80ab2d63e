"""Language and look change on every page while it is open, without a restart and without leaving it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from shopplanner.domain.changes import Place
from shopplanner.foundation import i18n
from shopplanner.ui.shell import registry
from shopplanner.ui.shell.main_window import MainWindow
from shopplanner.ui.theme import theme
from tests.journeys.person import Person


@pytest.fixture
def person(main_window: MainWindow, sample_template: Path, tmp_path: Path) -> Person:
    """A person at the window with the sample shop."""
    path = tmp_path / "sample.shopplan"
    shutil.copy(sample_template, path)
    main_window.open_path(path)
    someone = Person(main_window)
    someone.wait()
    return someone


def title(person: Person) -> str:
    """Return the title of the page in sight."""
    assert person.window.area is not None
    assert person.window.area.page is not None, person.place
    return person.window.area.page.header.title.text()


@pytest.mark.timeout(400)
def test_every_page_changes_its_language_and_look(person: Person) -> None:
    for tab in registry.TABS:
        for view in tab.views:
            person.window.go(Place(tab.id, view.id))
            person.wait()
            before, dark = title(person), theme.current().dark
            other = "zh_CN" if i18n.language() == "en" else "en"
            person.window.change_settings(language=other, theme="light" if dark else "dark")
            person.wait()
            assert person.place == (tab.id, view.id)
            assert title(person)
            assert title(person) != before
            assert theme.current().dark != dark


def test_language_and_look_change_each_on_their_own(person: Person) -> None:
    person.window.go(Place("metrics", "dictionary"))
    person.wait()
    english = title(person)
    person.window.switch_language()
    person.wait()
    assert i18n.language() == "zh_CN"
    chinese = title(person)
    assert chinese != english
    person.window.switch_theme()
    person.wait()
    assert theme.current().dark
    assert title(person) == chinese
    assert person.place == ("metrics", "dictionary")


def test_larger_letters_reach_every_label(person: Person) -> None:
    def heights() -> set[int]:
        return {label.fontMetrics().height() for label in person.window.findChildren(QLabel) if label.isVisible()}

    before = heights()
    person.window.change_font(+4)
    person.wait()
    assert min(heights()) > min(before)
    assert max(heights()) > max(before)
