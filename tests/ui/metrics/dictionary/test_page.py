"""The dictionary is searched and explains; its links lead on."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSplitterHandle

from shopplanner.domain.changes import Place
from shopplanner.services.metrics import definitions
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.metrics.dictionary.page import DictionaryPage
from tests.fixtures.pages import Show


def texts(page: DictionaryPage) -> list[str]:
    QApplication.processEvents()
    return [each.text() for each in page.view.detail.findChildren(QLabel) if each.isVisibleTo(page)]


def test_every_metric_is_listed_and_the_first_explained(show: Show[DictionaryPage]) -> None:
    page = show(DictionaryPage)
    assert len(page.view.model.rows) == len(definitions.metrics())
    assert "Paid amount" in texts(page)


def test_nothing_is_drawn_in_the_gap_between_list_and_explanation(show: Show[DictionaryPage]) -> None:
    page = show(DictionaryPage)
    (handle,) = [found for found in page.findChildren(QSplitterHandle) if found.isVisible() and found.width() > 4]
    middle = handle.mapTo(page, handle.rect().center())
    picture = page.grab().toImage()
    assert picture.pixelColor(middle) == picture.pixelColor(2, 2)


def test_searching_narrows_the_list_and_nothing_found_is_said(show: Show[DictionaryPage]) -> None:
    page = show(DictionaryPage)
    page.view.search.setText("客单价")
    assert page.view.model.rows[0].metric.id == "order_value"
    page.view.search.setText("no such metric")
    assert len(page.view.model.rows) == 0
    assert any("No metric fits" in shown for shown in texts(page))


def test_a_ratio_shows_its_formula_and_links_to_its_parts(show: Show[DictionaryPage]) -> None:
    page = show(DictionaryPage)
    page.show_record("conversion")
    assert "Payment conversion = Paying buyers ÷ Visitors" in texts(page)
    link = next(found for found in page.view.detail.findChildren(QPushButton) if found.text() == "Visitors")
    link.click()
    assert page.view.table.current_row().metric.id == "visitors"


def test_a_hidden_metric_is_found_again(show: Show[DictionaryPage]) -> None:
    page = show(DictionaryPage)
    page.view.search.setText("stock")
    page.show_record("roas")
    assert page.view.table.current_row().metric.id == "roas"


def test_a_metric_can_be_drawn(show: Show[DictionaryPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show(DictionaryPage)
    page.show_record("roas")
    page.actions_list()[0].run()
    assert went == [Place("metrics", "dashboard", "metric:roas")]
