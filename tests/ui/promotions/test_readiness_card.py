"""The readiness card ticks, adds and removes items, confirms changes, and takes a promotion through its states."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from shopplanner.services.promotions import plans, propagation, readiness
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.readiness_card import OverrideDialog, ReadinessCard
from tests.services.promotions.planning import put, put_products
from tests.ui.promotions.conftest import Settle


@pytest.fixture
def promotion(workspace: Workspace) -> int:
    """A coupon for the whole shop that is an idea."""
    given = {"name": "Coupon", "whole_shop": True, "threshold": 9_900, "face": 500, "status": "idea"}
    return put(workspace, "coupon", "2026-12-01 00:00:00", "2026-12-02 23:59:59", **given)


@pytest.fixture
def card(app_context: AppContext, promotion: int, settle: Settle) -> Iterator[ReadinessCard]:
    """The card of the coupon, reading again whenever something changes."""
    made = ReadinessCard(app_context)
    app_context.bus.changed.connect(made.refresh)
    made.show_promotion(promotion)
    made.show()
    settle()
    yield made
    app_context.bus.changed.disconnect(made.refresh)
    made.close()
    made.deleteLater()
    settle()


def words(card: ReadinessCard) -> list[str]:
    return [each.text() for each in card.findChildren(QLabel) if not each.isHidden()]


def press(card: ReadinessCard, said: str) -> None:
    next(each for each in card.findChildren(QPushButton) if each.text() == said and not each.isHidden()).click()


def test_items_are_ticked_and_keep_the_focus(card: ReadinessCard, settle: Settle) -> None:
    assert words(card)[:2] == ["Idea", "Ready 0 of 9"]
    card.activateWindow()
    card.boxes["counted"].setFocus()
    card.boxes["counted"].click()
    settle()
    assert "Ready 1 of 9" in words(card)
    assert card.boxes["counted"].isChecked()
    assert card.boxes["labels"].text() == "Labels printed (optional)"


def test_items_are_added_made_optional_and_deleted(
    card: ReadinessCard, settle: Settle, workspace: Workspace, promotion: int
) -> None:
    card.title.setText("Own")
    card.title.returnPressed.emit()
    settle()
    assert card.title.text() == ""
    card.title.returnPressed.emit()
    own = next(box for box in card.boxes.values() if box.text() == "Own")
    optional, remove = own.actions()
    remove.trigger()
    settle()
    assert "Own" not in [box.text() for box in card.boxes.values()]
    del optional
    card.boxes["counted"].actions()[0].trigger()
    settle()
    assert readiness.summary(workspace, [promotion])[promotion] == (0, 8, False)


def test_a_promotion_goes_through_its_states_and_needs_a_reason_where_something_is_missing(
    card: ReadinessCard, settle: Settle, workspace: Workspace, promotion: int
) -> None:
    press(card, "Mark as checked")
    settle()
    changes = [ref for ref in card.boxes if ref.startswith("change:")]
    assert len(changes) == 6
    card.boxes[changes[0]].click()
    settle()
    assert len([ref for ref in card.boxes if ref.startswith("change:")]) == 5
    press(card, "Schedule")
    (dialog,) = card.findChildren(OverrideDialog)
    said = [each.text() for each in dialog.findChildren(QLabel)]
    assert "14 things are missing" in said
    assert any("and 6 more" in each for each in said)
    (go,) = [each for each in dialog.findChildren(QPushButton) if each.text() == "Schedule all the same"]
    go.click()
    assert dialog.field.error == "Please say why"
    dialog.reason.setPlainText("the courier comes later")
    go.click()
    settle()
    found = plans.promotion(workspace, promotion)
    assert found.status == "scheduled"
    assert "the courier comes later" in found.note
    press(card, "Back to idea")
    settle()
    assert plans.promotion(workspace, promotion).status == "idea"


def test_wrong_prices_and_reported_changes_are_shown(card: ReadinessCard, settle: Settle, workspace: Workspace) -> None:
    (soap,) = put_products(workspace, ("A", 5_000, 4_000, None))
    given = {"name": "Half", "products": (soap,), "kind": "percent", "rate": 5_000, "status": "checked"}
    half = put(workspace, "item_discount", "2026-12-01 00:00:00", "2026-12-02 23:59:59", **given)
    propagation.report(workspace, "main_image", "new", promotion_id=half)
    card.show_promotion(half)
    settle()
    assert any("A" in each and "¥" in each for each in words(card))
    assert len([ref for ref in card.boxes if ref.startswith("change:")]) == 3
    card.show_promotion(None)
    assert card.isHidden()
