"""The shop type adviser on the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.positioning.shop_type.page import ShopTypePage
from shopplanner.ui.positioning.shop_type.view import AdviceCard
from tests.fixtures.pages import Show, settle


def words(card: AdviceCard) -> list[str]:
    """Return all texts on a card."""
    return [label.text() for label in card.findChildren(QLabel)]


def test_the_best_type_comes_first_with_its_reasons(show_sample: Show[ShopTypePage]) -> None:
    page = show_sample(ShopTypePage)
    first, last = page.cards[0], page.cards[-1]
    assert first.advice.shop_type.id == "flagship"
    assert {"Best match", "Possible now", "Chosen"} <= set(words(first))
    assert "1 missing" in words(last)
    assert "Find a second brand in the same main category" in words(last)


def test_what_was_not_answered_is_asked(show: Show[ShopTypePage]) -> None:
    page = show(ShopTypePage)
    flagship = next(card for card in page.cards if card.advice.shop_type.id == "flagship")
    assert "Answers missing" in words(flagship)
    assert words(flagship).count("?") == 3


def test_an_answer_judges_again_and_the_button_chooses(
    show: Show[ShopTypePage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(ShopTypePage)
    app_context.perform(lambda workspace: worksheets.set_value(workspace, Spot("shop_type", "entity"), "company"))
    settle(app_context, qapp)
    enterprise = next(card for card in page.cards if card.advice.shop_type.id == "enterprise")
    enterprise.findChildren(QPushButton)[0].click()
    settle(app_context, qapp)
    assert worksheets.sheet(app_context.workspace, "shop_type").values["target", 0].value == "enterprise"
    chosen = next(card for card in page.cards if card.advice.shop_type.id == "enterprise")
    assert "Chosen" in words(chosen)
