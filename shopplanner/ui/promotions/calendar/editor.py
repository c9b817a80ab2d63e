"""The inspector of a promotion: every field is stored when it changes; prices and tasks stand below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateTimeEdit, QLineEdit, QVBoxLayout, QWidget

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.promotions.plan import AUDIENCES, LANES, MECHANICS, PURPOSES, STATUSES, Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import ProductChoice, PromotionDetails
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.wording import render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import Form, GrowingText, choice
from shopplanner.ui.common.money_field import MoneyEdit
from shopplanner.ui.common.widgets import SMALL_GAP, button, chip, clear, label, plain_button, row, scrolled
from shopplanner.ui.promotions.calendar.parameters import DEFAULTS, ParameterForm
from shopplanner.ui.promotions.calendar.price_panel import PricePanel
from shopplanner.ui.promotions.calendar.scope import ScopeDialog
from shopplanner.ui.theme import theme

MOMENT_FORMAT = "yyyy-MM-dd HH:mm:ss"


class PromotionEditor(QWidget):
    """Edits one promotion; hands every change to ``store`` and shows what comes back."""

    def __init__(
        self,
        store: Callable[[Promotion], None],
        tick: Callable[[Task, bool], None],
        actions: Sequence[Action],
    ) -> None:
        super().__init__()
        self._store = store
        self._tick = tick
        self._products: Sequence[ProductChoice] = ()
        self.promotion: Promotion | None = None
        self._filling = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        self._column = QVBoxLayout(content)
        edge = theme.current().space(12)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(theme.current().space(12))
        outer.addWidget(scrolled(content))
        self._head = QVBoxLayout()
        self._head.setSpacing(SMALL_GAP)
        self._column.addLayout(self._head)
        self.error = label("", "bad", wrap=True)
        self.error.hide()
        self._column.addWidget(self.error)
        self.prices = PricePanel()
        self._column.addWidget(self.prices)
        self._column.addWidget(label(text("promotions.editor.heading"), "heading"))
        self._make_form()
        self._parameters_at = QVBoxLayout()
        self._column.addLayout(self._parameters_at)
        self.parameters: ParameterForm | None = None
        self._column.addWidget(self.more)
        self._column.addWidget(label(text("promotions.editor.tasks"), "heading"))
        self._tasks = QVBoxLayout()
        self._tasks.setSpacing(4)
        self._column.addLayout(self._tasks)
        self._column.addLayout(row(*(button(action) for action in actions[:1])))
        self._column.addLayout(row(*(button(action) for action in actions[1:])))
        self._column.addStretch(1)

    def _make_form(self) -> None:
        self.form, self.more = Form(), Form()
        self.name = QLineEdit()
        self.name.editingFinished.connect(self._changed)
        self.form.add("name", "promotions.field.name", self.name, required=True)
        self.mechanic = _choice("mechanic", MECHANICS, self._mechanic_chosen)
        self.form.add("mechanic", "promotions.field.mechanic", self.mechanic)
        self.starts, self.ends = _moment(self._changed), _moment(self._changed)
        self.form.add("starts", "promotions.field.starts", self.starts)
        self.form.add("ends", "promotions.field.ends", self.ends)
        self.whole_shop = QCheckBox(text("promotions.field.whole_shop"))
        self.whole_shop.toggled.connect(lambda _on: self._changed())
        self.scope = plain_button("", self._choose_scope)
        self.form.add("scope", "promotions.field.scope", _stacked(self.whole_shop, self.scope))
        self._column.addWidget(self.form)
        self.audience = _choice("audience", AUDIENCES, self._changed)
        self.more.add("audience", "promotions.field.audience", self.audience)
        self.status = _choice("status", STATUSES, self._changed)
        self.more.add("status", "promotions.field.status", self.status)
        self.lane = _choice("lane", LANES, self._changed)
        self.more.add("lane", "promotions.field.lane", self.lane)
        self.purpose = _choice("purpose", PURPOSES, self._changed)
        self.more.add("purpose", "promotions.field.purpose", self.purpose)
        self.budget = MoneyEdit(None)
        self.budget.editingFinished.connect(self._changed)
        self.more.add("budget", "promotions.field.budget", self.budget)
        self.note = GrowingText()
        self.note.textChanged.connect(self._changed)
        self.more.add("note", "promotions.field.note", self.note)

    def show_details(self, shown: PromotionDetails, products: Sequence[ProductChoice]) -> None:
        """Show a promotion with its prices and tasks; a field that is being edited is left alone."""
        self._filling = True
        self._products = products
        same = self.promotion is not None and self.promotion.id == shown.promotion.id
        self.promotion = shown.promotion
        self._show_head(shown.promotion)
        self._fill(shown.promotion, same=same)
        self.prices.show_price(shown.price)
        self._show_tasks(shown.tasks)
        self.error.hide()
        self._filling = False

    def show_failure(self, failure: ShopPlannerError) -> None:
        """Show why a change was not stored."""
        hint = f"\n{render(failure.hint)}" if failure.hint else ""
        self.error.setText(render(failure.what) + hint)
        self.error.show()

    def _show_head(self, promotion: Promotion) -> None:
        clear(self._head)
        self._head.addWidget(label(promotion.name, "title", wrap=True))
        span = f"{promotion.starts:%m-%d %H:%M} → {promotion.ends:%m-%d %H:%M}"
        kinds = {"idea": "neutral", "running": "info", "ended": "neutral", "reviewed": "good", "checked": "good"}
        state = chip(text(f"promotions.status.{promotion.status}"), kinds.get(promotion.status, "info"))
        count = (
            text("promotions.scope.all")
            if promotion.whole_shop
            else text("promotions.scope.count", n=len(promotion.products))
        )
        self._head.addLayout(row(state, chip(count), gap=6))
        self._head.addLayout(row(chip(span), gap=6))

    def _fill(self, promotion: Promotion, *, same: bool) -> None:
        if not (same and self.name.hasFocus()):
            self.name.setText(promotion.name)
        for box, value in (
            (self.mechanic, promotion.mechanic),
            (self.audience, promotion.audience),
            (self.status, promotion.status),
            (self.lane, promotion.lane),
            (self.purpose, promotion.purpose),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        for editor, moment in ((self.starts, promotion.starts), (self.ends, promotion.ends)):
            if not (same and editor.hasFocus()):
                editor.setDateTime(QDateTime.fromString(moment.strftime("%Y-%m-%d %H:%M:%S"), MOMENT_FORMAT))
        self.whole_shop.setChecked(promotion.whole_shop)
        self.scope.setVisible(not promotion.whole_shop)
        self.scope.setText(text("promotions.scope.choose", n=len(promotion.products)))
        if not (same and self.budget.hasFocus()):
            self.budget.set_value(promotion.budget)
        if not (same and self.note.hasFocus()) and self.note.toPlainText() != promotion.note:
            self.note.setPlainText(promotion.note)
        if not (same and self.parameters is not None and self.parameters.values() == dict(promotion.parameters)):
            self._show_parameters(promotion)

    def _show_parameters(self, promotion: Promotion) -> None:
        clear(self._parameters_at)
        self.parameters = ParameterForm(promotion.mechanic, promotion.parameters, self._changed)
        self._parameters_at.addWidget(self.parameters)

    def _show_tasks(self, tasks: Sequence[Task]) -> None:
        clear(self._tasks)
        if not tasks:
            self._tasks.addWidget(label(text("promotions.editor.no_tasks"), "muted", wrap=True))
        for task in tasks:
            box = QCheckBox(f"{task.due:%m-%d} {task.title} · {text(f'promotions.role.{task.role}')}")
            box.setChecked(task.done)
            box.toggled.connect(lambda on, task=task: self._tick(task, on))
            self._tasks.addWidget(box)

    def _mechanic_chosen(self) -> None:
        if self._filling or self.promotion is None:
            return
        mechanic = str(self.mechanic.currentData())
        self._show_parameters(replace(self.promotion, mechanic=mechanic, parameters=DEFAULTS[mechanic]))
        self._changed()

    def _choose_scope(self) -> None:
        if self.promotion is not None:
            ScopeDialog(self, self._products, self.promotion.products, self._scope_chosen).open()

    def _scope_chosen(self, products: tuple[int, ...]) -> None:
        if self.promotion is not None:
            self.promotion = replace(self.promotion, products=products)
            self._changed()

    def _changed(self) -> None:
        """Hand the promotion as it stands in the fields to be stored, if it differs."""
        if self._filling or self.promotion is None or self.parameters is None:
            return
        wanted = replace(
            self.promotion,
            name=self.name.text(),
            mechanic=str(self.mechanic.currentData()),
            starts=_read(self.starts),
            ends=_read(self.ends),
            whole_shop=self.whole_shop.isChecked(),
            audience=str(self.audience.currentData()),
            status=str(self.status.currentData()),
            lane=str(self.lane.currentData()),
            purpose=str(self.purpose.currentData()),
            budget=self.budget.value(),
            note=self.note.toPlainText(),
            parameters=self.parameters.values(),
        )
        self.scope.setVisible(not wanted.whole_shop)
        self._store(wanted)


def _choice(family: str, values: Sequence[str], chosen: Callable[[], None]) -> QComboBox:
    made = choice([(value, text(f"promotions.{family}.{value or 'none'}")) for value in values])
    made.currentIndexChanged.connect(lambda _index: chosen())
    return made


def _moment(changed: Callable[[], None]) -> QDateTimeEdit:
    made = QDateTimeEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat("yyyy-MM-dd HH:mm")
    made.setKeyboardTracking(False)
    made.dateTimeChanged.connect(lambda _moment: changed())
    return made


def _read(editor: QDateTimeEdit) -> datetime:
    return datetime.fromisoformat(editor.dateTime().toString("yyyy-MM-ddTHH:mm:ss"))


def _stacked(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SMALL_GAP)
    for part in parts:
        column.addWidget(part)
    return made
