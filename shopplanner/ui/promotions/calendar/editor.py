"""The inspector of a promotion: fields are stored as they change; what a buyer pays stands beside the offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.promotions.mechanics import GROUPS, defaults
from shopplanner.domain.promotions.plan import AUDIENCES, LANES, PURPOSES, Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.details import PromotionDetails
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.wording import render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import Draft, GrowingText
from shopplanner.ui.common.money_field import MoneyEdit
from shopplanner.ui.common.widgets import button, chip, clear, hline, label, plain_button, row, scrolled
from shopplanner.ui.promotions.calendar import words
from shopplanner.ui.promotions.calendar.fields import (
    beside,
    field,
    grouped_options,
    moment_edit,
    options,
    read_moment,
    show_moment,
    stacked,
)
from shopplanner.ui.promotions.calendar.parameters import ParameterForm
from shopplanner.ui.promotions.calendar.phases import PhaseEditor
from shopplanner.ui.promotions.calendar.price_panel import PricePanel
from shopplanner.ui.promotions.calendar.scope import ScopeDialog, choose_words
from shopplanner.ui.promotions.readiness_card import ReadinessCard
from shopplanner.ui.theme import theme

STATUS_CHIPS = {"idea": "neutral", "ended": "neutral", "reviewed": "good", "checked": "good"}


class PromotionEditor(QWidget):
    """Edits one promotion; hands every change to ``store`` and shows what comes back."""

    def __init__(
        self,
        store: Callable[[Promotion], None],
        tick: Callable[[Task, bool], None],
        price: Callable[[int], None],
        actions: Sequence[Action],
        series_action: Action,
        readiness: ReadinessCard,
    ) -> None:
        """Make an empty editor.

        Args:
            store: gets the promotion as it is wanted.
            tick: gets a task and whether it is done.
            price: gets another product whose price is to be shown.
            actions: what can be done with a promotion and its tasks; the first stands with the tasks.
            series_action: what can be done with the series of a promotion.
            readiness: shows what roles have ready, and takes a promotion from state to state.
        """
        super().__init__()
        self._store, self._tick = store, tick
        self._products: Sequence[ProductChoice] = ()
        self.promotion: Promotion | None = None
        self.parameters: ParameterForm | None = None
        self._filling = False
        self._headed: tuple[object, ...] = ()
        self._buttons: list[tuple[Action, QPushButton]] = []
        self._listed: Sequence[Task] | None = None
        self.readiness = readiness
        self._make_fields()
        self.prices = PricePanel(price)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.error = label("", "bad", wrap=True)
        self.error.setContentsMargins(*(4 * [theme.current().space(12)]))
        self.error.hide()
        outer.addWidget(self.error)
        content = QWidget()
        self._column = QVBoxLayout(content)
        edge = theme.current().space(12)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(theme.current().space(8))
        self._area: QScrollArea = scrolled(content)
        outer.addWidget(self._area)
        self._arrange(actions, series_action)

    def _make_fields(self) -> None:
        self.name = QLineEdit()
        self.name.editingFinished.connect(self._changed)
        self.mechanic = grouped_options(GROUPS, self._mechanic_chosen)
        self.audience = options("audience", AUDIENCES, self._changed)
        self.lane = options("lane", LANES, self._changed)
        self.purpose = options("purpose", PURPOSES, self._changed)
        self.starts, self.ends = moment_edit(self._start_moved), moment_edit(self._changed)
        self.phases = PhaseEditor(self._changed)
        self.whole_shop = QCheckBox(text("promotions.field.whole_shop"))
        self.whole_shop.toggled.connect(lambda _on: self._changed())
        self.scope = plain_button("", self._choose_scope)
        self.budget = MoneyEdit(None)
        self.budget.value_changed.connect(lambda _value: self._changed())
        self.note = GrowingText()
        self._draft = Draft(self.note, self.note.toPlainText, lambda _typed: self._changed())

    def _arrange(self, actions: Sequence[Action], series_action: Action) -> None:
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.current().space(8))
        self._column.addLayout(self._head)
        self._column.addWidget(field("field", "mechanic", self.mechanic))
        self._parameters_at = QVBoxLayout()
        self._column.addLayout(self._parameters_at)
        self._column.addWidget(hline())
        self._column.addWidget(self.prices)
        self._column.addWidget(hline())
        self._column.addWidget(label(text("promotions.editor.heading"), "heading"))
        self._column.addWidget(field("field", "name", self.name, required=True))
        self._column.addWidget(field("field", "starts", self.starts))
        self._column.addWidget(field("field", "ends", self.ends))
        self._column.addWidget(field("field", "phases", self.phases))
        self._column.addWidget(field("field", "scope", stacked(self.whole_shop, self.scope)))
        self._column.addLayout(beside(field("field", "audience", self.audience), field("field", "lane", self.lane)))
        self._column.addLayout(beside(field("field", "purpose", self.purpose), field("field", "budget", self.budget)))
        self._column.addWidget(field("field", "note", self.note))
        self._make_series(series_action)
        self._column.addWidget(hline())
        self._column.addWidget(label(text("editor.readiness"), "heading"))
        self._column.addWidget(self.readiness)
        self._column.addWidget(hline())
        self._done = label("", "heading")
        self._column.addWidget(self._done)
        self._tasks = QVBoxLayout()
        self._tasks.setSpacing(theme.current().space(4))
        self._column.addLayout(self._tasks)
        self._column.addLayout(row(*(self._button(action) for action in actions[:1])))
        self._column.addWidget(hline())
        self._column.addLayout(row(*(self._button(action) for action in actions[1:])))
        self._column.addStretch(1)

    def _make_series(self, action: Action) -> None:
        self.series = QWidget()
        column = QVBoxLayout(self.series)
        column.setContentsMargins(0, 0, 0, 0)
        self._series_words = label("", "small", wrap=True)
        column.addWidget(self._series_words)
        column.addLayout(row(self._button(action)))
        self._column.addWidget(self.series)

    def _button(self, action: Action) -> QPushButton:
        made = button(action)
        self._buttons.append((action, made))
        return made

    def show_details(self, shown: PromotionDetails, products: Sequence[ProductChoice]) -> None:
        """Show a promotion with its prices and tasks; a field that is being edited is left alone."""
        self._filling = True
        self._products = products
        same = self.promotion is not None and self.promotion.id == shown.promotion.id
        self.promotion = shown.promotion
        if not same:
            self._area.verticalScrollBar().setValue(0)
        self._show_head(shown.promotion)
        self._fill(shown.promotion, same=same)
        self.prices.show_details(shown)
        self.series.setVisible(shown.series > 1)
        self._series_words.setText(text("promotions.editor.series", n=shown.series))
        self._show_tasks(shown.tasks)
        self.readiness.show_promotion(shown.promotion.id or None)
        for action, made in self._buttons:
            made.setEnabled(action.can_run())
        self.error.hide()
        self._filling = False

    def show_failure(self, failure: ShopPlannerError) -> None:
        """Show why a change was not stored."""
        hint = f"\n{render(failure.hint)}" if failure.hint else ""
        self.error.setText(render(failure.what) + hint)
        self.error.show()

    def edit_name(self) -> None:
        """Let the person type the name."""
        self._area.ensureWidgetVisible(self.name)
        self.name.setFocus()
        self.name.selectAll()

    def flush(self) -> None:
        """Store a note that is being typed."""
        self._draft.flush()

    # showing

    def _show_head(self, promotion: Promotion) -> None:
        shown = (promotion.name, promotion.status, promotion.starts, promotion.ends, promotion.products)
        if self._headed == (*shown, promotion.whole_shop):
            return
        self._headed = (*shown, promotion.whole_shop)
        clear(self._head)
        self._head.addWidget(label(promotion.name, "title", wrap=True))
        state = chip(text(f"promotions.status.{promotion.status}"), STATUS_CHIPS.get(promotion.status, "info"))
        count = text("promotions.scope.count", n=len(promotion.products))
        scope = chip(text("promotions.scope.all") if promotion.whole_shop else count)
        said = words.moments(promotion.starts, promotion.ends)
        span, gap = chip(said), theme.current().space(4)
        if ":" in said:
            self._head.addLayout(row(state, scope, gap=gap))
            self._head.addLayout(row(span))
        else:
            self._head.addLayout(row(state, span, scope, gap=gap))

    def _fill(self, promotion: Promotion, *, same: bool) -> None:
        for box, value in (
            (self.mechanic, promotion.mechanic),
            (self.audience, promotion.audience),
            (self.lane, promotion.lane),
            (self.purpose, promotion.purpose),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        if self.name.text() != promotion.name and not (same and self.name.hasFocus()):
            self.name.setText(promotion.name)
        for editor, moment in ((self.starts, promotion.starts), (self.ends, promotion.ends)):
            if not (same and editor.hasFocus()):
                show_moment(editor, moment)
        self.phases.fill(promotion.phases, promotion.starts, promotion.ends)
        self.whole_shop.setChecked(promotion.whole_shop)
        self.scope.setVisible(not promotion.whole_shop)
        self.scope.setText(choose_words(len(promotion.products)))
        if not (same and self.budget.hasFocus()):
            self.budget.set_value(promotion.budget)
        if not (same and self.note.hasFocus()) and self.note.toPlainText() != promotion.note:
            self.note.setPlainText(promotion.note)
            self._draft.stored()
        self._show_parameters(promotion, same=same)

    def _show_parameters(self, promotion: Promotion, *, same: bool) -> None:
        if same and self.parameters is not None and self.parameters.mechanic == promotion.mechanic:
            self.parameters.fill(promotion.parameters)
            return
        clear(self._parameters_at)
        self.parameters = ParameterForm(promotion.mechanic, promotion.parameters, self._changed, self._in_scope)
        self._parameters_at.addWidget(self.parameters)

    def _show_tasks(self, tasks: Sequence[Task]) -> None:
        if self._listed == tasks:
            return
        self._listed = tasks
        clear(self._tasks)
        done = sum(task.done for task in tasks)
        ready = text("editor.tasks_done", done=done, total=len(tasks))
        self._done.setText(ready if tasks else text("promotions.editor.tasks"))
        if not tasks:
            self._tasks.addWidget(label(text("promotions.editor.no_tasks"), "muted", wrap=True))
        for task in tasks:
            self._tasks.addLayout(self._task(task))

    def _task(self, task: Task) -> QHBoxLayout:
        """Return a task's line; its words wrap where the inspector is narrow."""
        said = f"{task.title} · {text(f'promotions.role.{task.role}')}"
        if task.lead_days is not None:
            said += f" · {text('promotions.editor.lead', n=task.lead_days)}"
        box = QCheckBox()
        box.setAccessibleName(said)
        box.setChecked(task.done)
        box.toggled.connect(lambda on: self._tick(task, on))
        line = QHBoxLayout()
        line.setSpacing(theme.current().space(4))
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(said, "muted" if task.done else "", wrap=True), 1)
        line.addWidget(label(f"{task.due:%m-%d}", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        return line

    # changing

    def _mechanic_chosen(self) -> None:
        if self._filling or self.promotion is None:
            return
        mechanic = str(self.mechanic.currentData())
        self._show_parameters(
            replace(self.promotion, mechanic=mechanic, parameters=new_parameters(mechanic)), same=True
        )
        self._changed()

    def _start_moved(self) -> None:
        """Move the end along where the start would pass it."""
        if self._filling or self.promotion is None:
            return
        starts = read_moment(self.starts)
        if starts >= read_moment(self.ends):
            self._filling = True
            show_moment(self.ends, starts + (self.promotion.ends - self.promotion.starts))
            self._filling = False
        self._changed()

    def _in_scope(self) -> Sequence[ProductChoice]:
        """Return the products that figures of their own may be given to."""
        promotion = self.promotion
        if promotion is None or promotion.whole_shop:
            return self._products
        return [each for each in self._products if each.id in promotion.products]

    def _choose_scope(self) -> None:
        if self.promotion is not None:
            ScopeDialog(self, self._products, self.promotion.products, self._scope_chosen).open()

    def _scope_chosen(self, products: tuple[int, ...]) -> None:
        self._changed(products)

    def _changed(self, products: tuple[int, ...] | None = None) -> None:
        """Hand the promotion as it stands in the fields to be stored, if it differs."""
        if self._filling or self.promotion is None or self.parameters is None:
            return
        starts, ends = read_moment(self.starts), read_moment(self.ends)
        wanted = replace(
            self.promotion,
            name=self.name.text(),
            mechanic=str(self.mechanic.currentData()),
            starts=starts,
            ends=ends,
            phases=self.phases.within(starts, ends),
            whole_shop=self.whole_shop.isChecked(),
            products=self.promotion.products if products is None else products,
            audience=str(self.audience.currentData()),
            lane=str(self.lane.currentData()),
            purpose=str(self.purpose.currentData()),
            budget=self.budget.value,
            note=self.note.toPlainText(),
            parameters=self.parameters.values(),
        )
        self.scope.setVisible(not wanted.whole_shop)
        if wanted != self.promotion:
            self._store(wanted)


def new_parameters(mechanic: str) -> dict[str, object]:
    """Return what a promotion of a mechanic begins with."""
    gift = {"gift": text("promotions.new_gift")} if mechanic == "gift" else {}
    return {**defaults(mechanic), **gift}
