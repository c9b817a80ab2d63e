"""The inspector of a paper: its version, words to look at, and the fields that only a person can fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.papers.building import FieldState, PaperView
from shopplanner.services.word_check import PlacedHit
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.form import Draft, Field, GrowingText
from shopplanner.ui.common.widgets import Card, button, chip, clear, label, row, scrolled_column
from shopplanner.ui.theme import theme

MOST_HITS = 6
LEAST_LINES, MOST_LINES = 2, 6
NARROW = 26
"""Letters that a line of the inspector holds at least; a Chinese one counts twice."""


class PaperForm(QWidget):
    """Fields of one paper; ``write`` gets the promotion, the kind of paper, the field and what was typed."""

    def __init__(
        self, write: Callable[[int, str, str, str], object], actions: Sequence[Action], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._write = write
        self._of: tuple[int, str] = (0, "")
        self._drafts: list[Draft] = []
        self.editors: dict[str, GrowingText] = {}
        self._fields: dict[str, Field] = {}
        column = scrolled_column(self)
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.current().space(8))
        column.addLayout(self._head)
        self._buttons = [(action, button(action)) for action in actions]
        for _action, made in self._buttons:
            column.addLayout(row(made))
        self._form = QVBoxLayout()
        self._form.setSpacing(theme.current().space(12))
        column.addLayout(self._form)
        column.addStretch(1)

    def show_paper(self, promotion_id: int, view: PaperView) -> None:
        """Show a paper; a field that is being edited is left alone."""
        self._show_head(view)
        if self._of != (promotion_id, view.kind):
            self.flush()
            self._of = (promotion_id, view.kind)
            self._make(view.states)
        for state in view.states:
            self._fill(state)
        for action, made in self._buttons:
            made.setEnabled(action.can_run())

    def flush(self) -> None:
        """Store what is being typed."""
        for draft in self._drafts:
            draft.flush()

    def _show_head(self, view: PaperView) -> None:
        clear(self._head)
        latest = view.issues[-1] if view.issues else None
        if latest is None:
            state = chip(text("papers.form.never"), "neutral")
        elif view.changed:
            state = chip(text("papers.form.changed", n=latest.number), "warn")
        else:
            state = chip(text("papers.form.current", n=latest.number), "good")
        self._head.addLayout(row(state))
        if latest is not None and latest.signed_by:
            self._head.addWidget(label(text("papers.signed", name=latest.signed_by), "small", wrap=True))
        if view.hits:
            self._head.addWidget(_hits(view.hits))

    def _make(self, states: Sequence[FieldState]) -> None:
        clear(self._form)
        self._drafts, self.editors, self._fields = [], {}, {}
        self._form.addWidget(label(text("papers.form.heading"), "heading"))
        self._form.addWidget(label(text("papers.form.hint"), "small", wrap=True))
        for state in states:
            editor = GrowingText(_lines(state))
            field = Field(str(state.field.title), editor)
            self.editors[state.field.id], self._fields[state.field.id] = editor, field
            self._drafts.append(Draft(editor, editor.toPlainText, self._writer(state.field.id)))
            if state.field.limit:
                editor.textChanged.connect(lambda name=state.field.id, most=state.field.limit: self._count(name, most))
            self._form.addWidget(field)

    def _writer(self, name: str) -> Callable[[str], object]:
        promotion, kind = self._of
        return lambda typed: self._write(promotion, kind, name, typed)

    def _fill(self, state: FieldState) -> None:
        editor = self.editors[state.field.id]
        proposed = state.value if state.suggested else ""
        editor.setPlaceholderText(proposed or str(state.field.example))
        if editor.hasFocus():
            return
        said = "" if state.suggested else state.value
        if editor.toPlainText() != said:
            editor.setPlainText(said)
        draft = next(each for each in self._drafts if each.parent() is editor)
        draft.stored()

    def _count(self, name: str, most: int) -> None:
        """Say how many characters of those that fit are used."""
        used = len(self.editors[name].toPlainText())
        words = text("papers.form.limit", n=used, limit=most)
        self._fields[name].show_error(words if used > most else "")


def _lines(state: FieldState) -> int:
    """Return how many lines a field needs so that what it proposes can be read where it stands as a hint."""
    words = state.value or str(state.field.example)
    wide = sum(2 if ord(letter) > 255 else 1 for letter in words)
    return min(MOST_LINES, max(LEAST_LINES, state.field.lines, -(-wide // NARROW)))


def _hits(hits: Sequence[PlacedHit]) -> QWidget:
    """Return the words to look at, with what to write instead."""
    worst = "bad" if any(each.hit.rule.severity == "bad" for each in hits) else "warn"
    card = Card(tone=worst)
    card.body.addWidget(label(text("papers.scan.count", n=len(hits)), "heading", wrap=True))
    for each in hits[:MOST_HITS]:
        rule = each.hit.rule
        said = text("papers.scan.hit", word=each.hit.word, rule=str(rule.title), place=each.place)
        card.body.addWidget(label(f"{said} {rule.advice}", "small", wrap=True))
    return card
