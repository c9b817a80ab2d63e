"""Editors for every kind of worksheet field; each tells its value when it was changed, within 800 ms of typing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from shopplanner.domain.positioning.worksheets import FieldKind, Option, Value, WorksheetField
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.form import Draft, GrowingText, choice
from shopplanner.ui.common.money_field import CountEdit, MoneyEdit, PercentEdit
from shopplanner.ui.common.widgets import set_property
from shopplanner.ui.positioning.forms.rating import RatingBar

NO_CHOICE = "–"


class Editor(QWidget):
    """An editor of one value; ``inner`` is the control that has the focus."""

    edited = Signal(object)
    """The value was changed by the person; an empty text or list takes it out."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.inner = inner
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(inner)
        self.setFocusProxy(inner)

    def set_name(self, name: str, description: str = "") -> None:
        """Name the control for screen readers."""
        self.inner.setAccessibleName(name)
        self.inner.setAccessibleDescription(description)

    def value(self) -> Value:
        """Return what is filled in; an empty text if nothing."""
        raise NotImplementedError

    def show_value(self, value: Value | None) -> None:
        """Show a stored value, unless something typed is waiting to be stored."""
        raise NotImplementedError

    def flush(self) -> None:
        """Store now what is waiting."""


class _Drafted(Editor):
    """An editor that is typed into."""

    def __init__(self, inner: Any) -> None:
        super().__init__(inner)
        self.draft = Draft(inner, self.typed, self._write)

    def typed(self) -> str:
        """Return the text that the draft watches."""
        raise NotImplementedError

    def flush(self) -> None:
        """Store now what is waiting."""
        self.draft.flush()

    def show_value(self, value: Value | None) -> None:
        """Show a stored value, unless something typed is waiting to be stored."""
        if not self.draft.pending:
            self._show(value)
            self.draft.stored()

    def _show(self, value: Value | None) -> None:
        raise NotImplementedError

    def _write(self, _typed: str) -> None:
        self.edited.emit(self.value())


class LineEditor(_Drafted):
    """One line of text."""

    def __init__(self, example: str = "") -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(example)
        super().__init__(self.line)

    def typed(self) -> str:
        """Return the text."""
        return self.line.text()

    def value(self) -> Value:
        """Return the text without blanks at its ends."""
        return self.line.text().strip()

    def _show(self, value: Value | None) -> None:
        words = str(value or "")
        if words != self.line.text().strip() or not words:
            self.line.setText(words)
            self.line.setCursorPosition(0)
            self.line.setToolTip(words)


class TextEditor(_Drafted):
    """Text over several lines."""

    def __init__(self, example: str = "", lines: int = 2) -> None:
        self.area = GrowingText(lines)
        self.area.setPlaceholderText(example)
        super().__init__(self.area)

    def typed(self) -> str:
        """Return the text."""
        return self.area.toPlainText()

    def value(self) -> Value:
        """Return the text without blanks at its ends."""
        return self.typed().strip()

    def _show(self, value: Value | None) -> None:
        if str(value or "") != self.value():
            self.area.setPlainText(str(value or ""))


class ListEditor(TextEditor):
    """Several short texts, one a line."""

    def value(self) -> Value:
        """Return the lines that are not blank."""
        return [line.strip() for line in self.typed().splitlines() if line.strip()]

    def _show(self, value: Value | None) -> None:
        lines = value if isinstance(value, list) else []
        if lines != self.value():
            self.area.setPlainText("\n".join(lines))


class DateEditor(LineEditor):
    """A day as year-month-day."""

    def __init__(self) -> None:
        super().__init__("2026-11-24")
        self.line.textChanged.connect(lambda _typed: self._check())

    def value(self) -> Value:
        """Return the day as ISO text; empty where nothing or no day was typed."""
        return self.line.text().strip() if self.valid else ""

    @property
    def valid(self) -> bool:
        """Whether a day or nothing was typed."""
        return parse_day(self.line.text()) is not None or not self.line.text().strip()

    def _check(self) -> None:
        set_property(self.line, "error", "false" if self.valid else "true")

    def _write(self, _typed: str) -> None:
        if self.valid:
            self.edited.emit(self.value())


class FigureEditor(_Drafted):
    """A figure: money, percent or a whole number."""

    def __init__(self, figure: CountEdit | MoneyEdit | PercentEdit) -> None:
        self.figure = figure
        super().__init__(figure)
        figure.setMinimumWidth(0)

    def typed(self) -> str:
        """Return what the figure is worth, so that another way to write it changes nothing."""
        return str(self.figure.value) if self.figure.valid else "None"

    def value(self) -> Value:
        """Return the figure in its smallest unit; an empty text if none."""
        value = self.figure.value
        return "" if value is None else value

    def _show(self, value: Value | None) -> None:
        shown = value if isinstance(value, int) else None
        if shown != self.figure.value or not self.figure.hasFocus():
            self.figure.set_value(shown)

    def _write(self, _typed: str) -> None:
        if self.figure.valid:
            self.edited.emit(self.value())


class CheckEditor(Editor):
    """A box to tick, with its own words."""

    def __init__(self, words: str) -> None:
        self.box = QCheckBox(words)
        super().__init__(self.box)
        self.box.clicked.connect(lambda checked: self.edited.emit(bool(checked)))

    def value(self) -> Value:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def show_value(self, value: Value | None) -> None:
        """Show whether it is ticked."""
        self.box.setChecked(bool(value))


class ChoiceEditor(Editor):
    """One of a few answers."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        self.box = choice([("", NO_CHOICE), *((option.id, str(option.name)) for option in options)])
        super().__init__(self.box)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self.box.activated.connect(lambda _row: self.edited.emit(self.value()))

    def value(self) -> Value:
        """Return the answer's id."""
        return str(self.box.currentData() or "")

    def show_value(self, value: Value | None) -> None:
        """Choose the stored answer."""
        self.box.setCurrentIndex(max(0, self.box.findData(value or "")))


class ChoicesEditor(Editor):
    """Several of a few answers."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        super().__init__(QWidget())
        grid = QGridLayout(self.inner)
        grid.setContentsMargins(0, 0, 0, 0)
        self.boxes = {option.id: QCheckBox(str(option.name)) for option in options}
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // 2, place % 2)
            box.clicked.connect(lambda _checked: self.edited.emit(self.value()))
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> Value:
        """Return the answers' ids."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def show_value(self, value: Value | None) -> None:
        """Tick the stored answers."""
        for name, box in self.boxes.items():
            box.setChecked(isinstance(value, list) and name in value)


class RatingEditor(Editor):
    """A rating from 1 to 5."""

    def __init__(self) -> None:
        self.bar = RatingBar()
        super().__init__(self.bar)
        self.bar.rated.connect(lambda rating: self.edited.emit(rating or ""))

    def value(self) -> Value:
        """Return the rating; an empty text if none."""
        return self.bar.rating or ""

    def show_value(self, value: Value | None) -> None:
        """Show the stored rating."""
        self.bar.set_rating(value if isinstance(value, int) else 0)


FIGURE_EDITS: Final[Mapping[FieldKind, type[CountEdit | MoneyEdit | PercentEdit]]] = {
    FieldKind.NUMBER: CountEdit,
    FieldKind.MONEY: MoneyEdit,
    FieldKind.PERCENT: PercentEdit,
}


def parse_day(typed: str) -> date | None:
    """Return a typed day; None if it is none."""
    try:
        return date.fromisoformat(typed.strip().replace("/", "-"))
    except ValueError:
        return None


def editor_for(field: WorksheetField) -> Editor:
    """Return the editor for a field outside a table, named for screen readers."""
    made = _made(field)
    made.set_name(str(field.name), str(field.help) if field.help else "")
    return made


def _made(field: WorksheetField) -> Editor:
    example = str(field.example) if field.example else ""
    match field.kind:
        case FieldKind.LONG_TEXT:
            return TextEditor(example)
        case FieldKind.LIST:
            return ListEditor(example or text("positioning.form.one_a_line"))
        case FieldKind.CHECK:
            return CheckEditor(str(field.name))
        case FieldKind.CHOICE:
            return ChoiceEditor(field.options)
        case FieldKind.CHOICES:
            return ChoicesEditor(field.options)
        case FieldKind.RATING:
            return RatingEditor()
        case FieldKind.DATE:
            return DateEditor()
        case _:
            figure = FIGURE_EDITS.get(field.kind)
            return LineEditor(example) if figure is None else FigureEditor(figure())
