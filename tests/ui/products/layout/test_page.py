"""The layout: plan and range side by side, targets typed, presets taken over."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from shopplanner.domain.changes import Place
from shopplanner.services.products.layout import layout, presets
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.notice import Notice
from shopplanner.ui.products.layout.bars import ShareBar
from shopplanner.ui.products.layout.page import LayoutPage
from shopplanner.ui.theme import theme
from tests.fixtures.pages import Show, settle


def said(page: LayoutPage) -> list[str]:
    """Return what follows from the mix, as it stands on the page."""
    items = [page.view.says.itemAt(place) for place in range(page.view.says.count())]
    cards = [item.widget() for item in items if item is not None]
    return [card.findChildren(QLabel)[-1].text() for card in cards if card is not None]


def test_without_products_it_leads_to_the_catalogue(show: Show[LayoutPage], app_context: AppContext) -> None:
    went: list[Place] = []
    app_context.navigated.connect(went.append)
    page = show(LayoutPage)
    assert page.view.currentIndex() == 1
    page.actions_list()[1].run()
    assert went == [Place("products", "catalogue")]


def test_roles_stand_with_number_and_amount(shop: Workspace, show: Show[LayoutPage]) -> None:
    page = show(LayoutPage)
    hero, none = page.view.rows["hero_product"], page.view.rows[""]
    assert hero.number.text() == "33.3% · 1"
    assert hero.amount.text() == "71.4%"  # 20,000 of 28,000
    assert none.number.text() == "33.3% · 1"
    assert not hero.gap.isVisible()
    assert [row.category for row in page.view.categories.rows] == ["", "oil", "soap"]
    assert said(page)[0].startswith("No mix is planned yet.")


def test_a_typed_target_is_planned_and_its_gap_shown(
    shop: Workspace, show: Show[LayoutPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(LayoutPage)
    hero = page.view.rows["hero_product"]
    hero.target.setText("20")
    hero.target.editingFinished.emit()
    settle(app_context, qapp)
    assert hero.gap.text() == "+13.3 pt"
    assert hero.by_number.target == 2_000
    assert page.view.sum.text() == "Plan adds up to 20.0%"
    assert any(line.startswith("Many heroes at once") for line in said(page))
    app_context.undo()
    settle(app_context, qapp)
    assert hero.target.text() == ""


def test_a_share_above_the_whole_is_refused(
    shop: Workspace, show: Show[LayoutPage], app_context: AppContext, qapp: QApplication
) -> None:
    notices: list[Notice] = []
    app_context.noticed.connect(notices.append)
    page = show(LayoutPage)
    target = page.view.rows["hero_product"].target
    target.setText("120")
    target.editingFinished.emit()
    settle(app_context, qapp)
    assert notices[-1].said.id == "products.error.share"
    assert target.text() == ""


def test_a_preset_is_taken_over_with_its_source(
    shop: Workspace, show: Show[LayoutPage], app_context: AppContext, qapp: QApplication
) -> None:
    notices: list[Notice] = []
    app_context.noticed.connect(notices.append)
    page = show(LayoutPage)
    page.actions_list()[0].run()
    settle(app_context, qapp)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    menu = page.preset_menu(presets())
    entry = next(action for action in menu.actions() if action.text() == "Apparel 2012 · grade C")
    assert "One trade article" in entry.toolTip()
    entry.trigger()
    settle(app_context, qapp)
    assert layout(shop).planned == 10_000
    assert notices[-1].said.params["grade"] == "C"
    menu.deleteLater()


@pytest.mark.parametrize(("share", "target"), [(None, None), (3_000, 5_000), (1, 0)])
def test_a_bar_is_drawn_with_its_mark(themed: None, share: int | None, target: int | None) -> None:
    bar = ShareBar("chart1")
    bar.resize(100, bar.sizeHint().height())
    bar.show_share(share, target, 5_000)
    picture = bar.grab().toImage()
    middle = picture.height() // 2
    drawn = picture.pixelColor(2, middle) == theme.current().color("chart1")
    assert drawn == bool(share)
    assert bar.length(2_500) == 50
    assert bar.minimumSizeHint().width() < bar.sizeHint().width()
    bar.deleteLater()
    QTest.qWait(0)
