"""The editor stores what a person changes and leaves alone what is being edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import MECHANICS, Promotion, defaults
from shopplanner.services.promotions.details import PromotionDetails
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.common.action import Action
from shopplanner.ui.promotions.calendar.editor import PromotionEditor
from shopplanner.ui.promotions.calendar.fields import read_moment, show_moment
from shopplanner.ui.promotions.calendar.scope import ScopeDialog
from shopplanner.ui.promotions.readiness_card import ReadinessCard
from tests.services.promotions.shop import CREAM, SOAP, at, double_11, tenth_off, till

PRODUCTS = [ProductChoice(SOAP, "沐浴露", "", True), ProductChoice(CREAM, "香膏", "", True)]
TASK = Task(7, "画主图", "designer", date(2026, 11, 17), False, 2, "沐浴露 9 折", "", 3)


class Readiness(QWidget):
    """Stands in for the card, which reads by itself."""

    shown: int | None = None

    def show_promotion(self, promotion_id: int | None) -> None:
        self.shown = promotion_id


@pytest.fixture
def stored() -> list[Promotion]:
    return []


@pytest.fixture
def ticked() -> list[tuple[int, bool]]:
    return []


@pytest.fixture
def editor(themed: None, stored: list[Promotion], ticked: list[tuple[int, bool]]) -> Iterator[PromotionEditor]:
    def action(name: str) -> Action:
        return Action(f"promotions.{name}", f"promotions.action.{name}", lambda: None)

    made = PromotionEditor(
        stored.append,
        lambda task, done: ticked.append((task.id, done)),
        lambda _product: None,
        (action("plan_tasks"), action("duplicate"), action("delete")),
        action("remove_series"),
        cast("ReadinessCard", Readiness()),
    )
    made.resize(320, 700)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def show(editor: PromotionEditor, promotion: Promotion, **more: object) -> None:
    given: dict[str, object] = {"tasks": (), "price": None, **more}
    editor.show_details(PromotionDetails(promotion, **given), PRODUCTS)  # type: ignore[arg-type]  # a test's keywords


def test_showing_a_promotion_stores_nothing(editor: PromotionEditor, stored: list[Promotion]) -> None:
    for mechanic in MECHANICS:
        show(editor, tenth_off(id=2, mechanic=mechanic, parameters=defaults(mechanic), note="x", budget=500))
    editor._changed()
    assert stored == []


def test_a_field_that_changes_is_stored_with_all_others(editor: PromotionEditor, stored: list[Promotion]) -> None:
    shown = tenth_off(id=2)
    show(editor, shown)
    editor.name.setText("新名字")
    editor.name.editingFinished.emit()
    assert stored == [replace(shown, name="新名字")]
    show(editor, stored[-1])
    editor.audience.setCurrentIndex(editor.audience.findData("member"))
    show(editor, stored[-1])
    editor.whole_shop.setChecked(True)
    assert not editor.scope.isVisibleTo(editor)
    show(editor, stored[-1])
    editor.budget.setText("88")
    editor.budget.editingFinished.emit()
    assert stored[-1] == replace(shown, name="新名字", audience="member", whole_shop=True, budget=8800)


def test_another_kind_brings_its_own_parameters(editor: PromotionEditor, stored: list[Promotion]) -> None:
    show(editor, tenth_off(id=2))
    editor.mechanic.setCurrentIndex(editor.mechanic.findData("gift"))
    assert stored[-1].mechanic == "gift"
    assert stored[-1].parameters == {**defaults("gift"), "gift": "Gift"}


def test_a_start_after_the_end_takes_the_end_along(editor: PromotionEditor, stored: list[Promotion]) -> None:
    show(editor, tenth_off(id=2))
    show_moment(editor.starts, at("12-01"))
    assert (stored[-1].starts, stored[-1].ends) == (at("12-01"), till("12-10"))
    assert read_moment(editor.ends) == till("12-10")


def test_phases_are_stored_and_cut_with_the_promotion(editor: PromotionEditor, stored: list[Promotion]) -> None:
    event = replace(double_11(), id=4)
    show(editor, event)
    editor.phases._remove(editor.phases.lines[0])
    assert stored[-1].phases == event.phases[1:]
    show(editor, event)
    show_moment(editor.ends, till("11-10"))
    assert stored[-1].phases[1].ends == till("11-10")


def test_a_note_is_stored_after_a_pause_or_when_flushed(editor: PromotionEditor, stored: list[Promotion]) -> None:
    show(editor, tenth_off(id=2))
    editor.note.setPlainText("先发券")
    assert stored == []
    editor.flush()
    assert stored[-1].note == "先发券"
    editor.flush()
    assert len(stored) == 1


def test_products_are_chosen_in_a_list(editor: PromotionEditor, stored: list[Promotion]) -> None:
    show(editor, tenth_off(id=2))
    editor.scope.click()
    dialog = editor.findChild(ScopeDialog)
    assert isinstance(dialog, ScopeDialog)
    dialog.model.tick_shown(on=True)
    dialog._apply()
    assert stored[-1].products == (SOAP, CREAM)


def test_a_name_that_is_being_typed_is_left_alone(editor: PromotionEditor, qapp: QApplication) -> None:
    show(editor, tenth_off(id=2))
    editor.activateWindow()
    editor.edit_name()
    qapp.processEvents()
    QTest.keyClicks(editor.name, "abc")
    show(editor, tenth_off(id=2, name="from elsewhere"))
    assert editor.name.text() == "abc"
    show(editor, tenth_off(id=3, name="another"))
    assert editor.name.text() == "another"


def test_a_failure_is_said_and_goes_away(editor: PromotionEditor) -> None:
    show(editor, tenth_off(id=2))
    editor.show_failure(RuleError(message("promotions.rule.order"), message("promotions.rule.order_hint")))
    assert editor.error.isVisible()
    assert editor.error.text().count("\n") == 1
    editor.show_failure(RuleError(message("promotions.rule.name")))
    assert editor.error.text() == "A promotion needs a name."
    show(editor, tenth_off(id=2))
    assert not editor.error.isVisible()


def test_tasks_are_ticked(
    editor: PromotionEditor, ticked: list[tuple[int, bool]], labels: Callable[[QWidget], list[str]], qapp: QApplication
) -> None:
    show(editor, tenth_off(id=2), tasks=(TASK, replace(TASK, id=8, done=True)))
    qapp.processEvents()
    assert "Tasks 1/2" in labels(editor)
    assert "画主图 · Design · 3 days ahead" in labels(editor)
    box = next(found for found in editor.findChildren(QCheckBox) if found.accessibleName().startswith("画主图"))
    box.click()
    assert ticked == [(7, True)]


def test_a_series_says_so(editor: PromotionEditor) -> None:
    show(editor, tenth_off(id=2, series="s"), series=5)
    assert editor.series.isVisibleTo(editor)
    show(editor, tenth_off(id=2))
    assert not editor.series.isVisibleTo(editor)


def test_nothing_happens_before_a_promotion_is_shown(editor: PromotionEditor, stored: list[Promotion]) -> None:
    editor._changed()
    editor._choose_scope()
    editor.mechanic.setCurrentIndex(2)
    show_moment(editor.starts, at("12-01"))
    assert stored == []


def test_a_passing_wheel_changes_nothing(editor: PromotionEditor, stored: list[Promotion]) -> None:
    show(editor, tenth_off(id=2))
    editor.name.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.starts, wheel)
    assert stored == []
