"""The reverse calculator answers while one types, is filled in from a product, and copies its answers."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox

from shopplanner.services.promotions.stacking import choose_profile
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.solving.page import SolvingPage
from shopplanner.ui.promotions.solving.question import QuestionCard
from tests.fixtures.pages import Show
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle


@pytest.fixture
def soap(workspace: Workspace) -> int:
    """A soap for 100.00 that costs 60.00."""
    (made,) = put_products(workspace, ("A", 100_00, 60_00, None))
    return made


def card(page: SolvingPage, question: str) -> QuestionCard:
    return next(each for each in page.cards if each.question.id == question)


def said(shown: QuestionCard) -> list[str]:
    QApplication.processEvents()
    return [each.text() for each in shown.findChildren(QLabel) if each.isVisibleTo(shown)]


def type_in(shown: QuestionCard, **fields: str) -> None:
    for name, typed in fields.items():
        editor = shown.editors[name]
        editor.clear()
        QTest.keyClicks(editor, typed)


def test_answers_follow_what_is_typed(show_page: Show[SolvingPage]) -> None:
    page = show_page(SolvingPage)
    target = card(page, "target")
    assert "Fill in the fields above." in said(target)
    type_in(target, tag="3787.50", target="2683.67", rate="12")
    assert "¥648.83" in said(target)
    type_in(target, rate="15")
    assert "¥534.83" in said(target)
    type_in(target, target="3500")
    assert "The official reduction alone already goes below the wanted price." in said(target)
    type_in(target, target="x")
    assert "Fill in the fields above." in said(target)


def test_a_number_of_pieces_is_chosen(show_page: Show[SolvingPage]) -> None:
    keep = card(show_page(SolvingPage), "keep")
    type_in(keep, price="100", total="170")
    assert {"¥30.00", "15.0%"} <= set(said(keep))
    pieces = keep.editors["pieces"]
    assert isinstance(pieces, QSpinBox)
    pieces.setValue(1)
    assert said(keep).count("The total is reached without it.") == 2


def test_a_product_fills_in_what_is_known(soap: int, show_page: Show[SolvingPage], settle: Settle) -> None:
    page = show_page(SolvingPage)
    fill, copy = page.actions_list()
    assert not fill.can_run()
    page.products.setCurrentIndex(1)
    settle()
    assert page.known is not None
    assert page.known.product_id == soap
    deepest = card(page, "deepest")
    assert "¥25.00" in said(deepest)
    type_in(deepest, margin="10")
    assert "¥25.00" not in said(deepest)
    fill.run()
    settle()
    assert "¥25.00" in said(deepest)
    copy.run()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "At most off\t¥25.00" in lines
    assert "At least\t1.0227" in lines
    page.products.setCurrentIndex(0)
    assert not fill.can_run()


def test_other_rules_bring_what_was_filled_in_up_to_date_and_leave_what_was_typed(
    soap: int, workspace: Workspace, show_page: Show[SolvingPage], settle: Settle, app_context: AppContext
) -> None:
    """10 % and 5.00 off 100.00: the larger alone, 90.00, or under generic rules both, 90.00 less 5.00."""
    for given in ({"kind": "percent", "rate": 1000}, {"kind": "amount", "amount": 500}):
        put(workspace, "item_discount", "2026-11-20 00:00:00", "2026-11-24 23:59:59", whole_shop=True, **given)
    page = show_page(SolvingPage)
    page.products.setCurrentIndex(1)
    settle()
    keep, deepest = card(page, "keep"), card(page, "deepest")
    assert keep.values()["price"] == 90_00
    type_in(deepest, margin="10")
    app_context.perform(lambda store: choose_profile(store, "generic-sequential"))
    settle()
    assert keep.values()["price"] == 85_00
    assert deepest.values()["margin"] == 1_000


def test_a_place_chooses_the_product_before_and_after_the_products_are_known(
    soap: int, show_page: Show[SolvingPage], settle: Settle
) -> None:
    page = show_page(SolvingPage)
    page.show_record(str(soap))
    settle()
    assert page.products.currentData() == soap
    page.products.setCurrentIndex(0)
    page.products.removeItem(1)
    page.show_record(str(soap))
    page.refresh()
    settle()
    assert page.products.currentData() == soap
    page.show_record("nothing")
    assert page.products.currentData() == soap


def test_cards_stand_side_by_side_as_far_as_there_is_room(show_page: Show[SolvingPage]) -> None:
    page = show_page(SolvingPage)
    page._arrange(1)
    assert page._columns == 1
    page.resize(3000, 600)
    assert page._columns == 3
