"""A reverse question as a card: a few fields, the answer at once, and how it comes about."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget

from shopplanner.domain.promotions.solvers import Figure, Solution, Unit
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.solving import DEFAULTS, Question, answered
from shopplanner.services.wording import money, percent
from shopplanner.ui.common.form import indented
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit
from shopplanner.ui.common.widgets import Card, clear, label
from shopplanner.ui.promotions.amounts import amount_grid, amount_label
from shopplanner.ui.theme import theme

Editor = MoneyEdit | PercentEdit | QSpinBox
MOST_PIECES = 99


def figure_words(amount: int, unit: Unit) -> str:
    """Return a figure in its unit."""
    if unit is Unit.MONEY:
        return money(amount)
    return percent(amount) if unit is Unit.RATE else f"{amount / 10_000:.4f}".rstrip("0").rstrip(".")


class QuestionCard(Card):
    """Asks one reverse question and answers while one types."""

    def __init__(self, question: Question) -> None:
        super().__init__(text(f"solving.{question.id}.title"))
        self.question = question
        self.editors: dict[str, Editor] = {}
        self.body.addWidget(label(text(f"solving.{question.id}.hint"), "muted", wrap=True))
        fields = QGridLayout()
        fields.setHorizontalSpacing(theme.current().space(8))
        fields.setVerticalSpacing(theme.current().space(4))
        fields.setColumnStretch(0, 1)
        for line, (name, kind) in enumerate(question.fields):
            editor = self._editor(kind, DEFAULTS.get(name))
            words = text(f"solving.field.{name}")
            editor.setAccessibleName(words)
            editor.setMaximumWidth(theme.current().unit(8))
            title = label(words, wrap=True)
            title.setBuddy(editor)
            fields.addWidget(title, line, 0)
            fields.addWidget(editor, line, 1)
            self.editors[name] = editor
        self.body.addLayout(fields)
        self._answers = QWidget()
        self._column = QVBoxLayout(self._answers)
        self._column.setContentsMargins(0, theme.current().space(4), 0, 0)
        self._column.setSpacing(theme.current().space(4))
        self.body.addWidget(self._answers)
        self.body.addStretch(1)
        self.answer()

    def _editor(self, kind: str, value: int | None) -> Editor:
        if kind == "count":
            spin = indented(QSpinBox())
            spin.setRange(1, MOST_PIECES)
            spin.setValue(value or 1)
            spin.valueChanged.connect(lambda _value: self.answer())
            return spin
        edit: MoneyEdit | PercentEdit = MoneyEdit(value) if kind == "money" else PercentEdit(value)
        edit.textEdited.connect(lambda _typed: self.answer())
        return edit

    def values(self) -> dict[str, int | None]:
        """Return what the fields hold."""
        return {
            name: editor.value() if isinstance(editor, QSpinBox) else editor.value
            for name, editor in self.editors.items()
        }

    def fill(self, known: Mapping[str, int], before: Mapping[str, int] | None = None) -> None:
        """Fill in what is known, and answer; fields that no longer hold what was known ``before`` stay as typed."""
        held = self.values()
        for name, editor in self.editors.items():
            value = known.get(name, DEFAULTS.get(name))
            if before is not None and held[name] != before.get(name, DEFAULTS.get(name)):
                continue
            if isinstance(editor, QSpinBox):
                editor.setValue(value or 1)
            else:
                editor.set_value(value)
        self.answer()

    def answer(self) -> None:
        """Answer for what the fields hold."""
        clear(self._column)
        found = answered(self.question, self.values())
        if found is None:
            self._column.addWidget(label(text("solving.missing"), "muted", wrap=True))
            return
        for name, solution in found:
            self._show(name, solution)

    def _show(self, name: str, solution: Solution) -> None:
        grid = amount_grid()
        title = label(text(f"solving.answer.{name}"), "heading", wrap=True)
        grid.addWidget(title, 0, 0)
        if solution.value is None:
            self._column.addLayout(grid)
            self._column.addWidget(label(text(f"solving.obstacle.{solution.obstacle}"), "warn", wrap=True))
        else:
            shown = amount_label(figure_words(solution.value, solution.unit), "figure")
            shown.setAccessibleName(text(f"solving.answer.{name}"))
            grid.addWidget(shown, 0, 1, Qt.AlignmentFlag.AlignRight)
            self._column.addLayout(grid)
        self._column.addLayout(_derivation(solution.figures))


def _derivation(figures: tuple[Figure, ...]) -> QGridLayout:
    grid = amount_grid()
    for line, figure in enumerate(figures):
        grid.addWidget(label(text(f"solving.figure.{figure.name}"), "small", wrap=True), line, 0)
        grid.addWidget(amount_label(figure_words(figure.amount, figure.unit), "small"), line, 1)
    return grid
