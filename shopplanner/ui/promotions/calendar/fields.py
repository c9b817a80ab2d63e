"""Parts of the editor's form: fields side by side, moments, choices by family, and no changes by a passing wheel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.ui.common.form import Field, choice
from shopplanner.ui.common.widgets import plain_button
from shopplanner.ui.theme import theme

MOMENT = "%Y-%m-%d %H:%M:%S"
QT_MOMENT = "yyyy-MM-dd HH:mm:ss"


class _Calm(QObject):
    """Keeps a wheel that passes over a field from changing it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def calm(widget: QWidget) -> None:
    """Let a field change by the wheel only while it is being edited."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_Calm(widget))


def options(family: str, values: Sequence[str], chosen: Callable[[], None]) -> QComboBox:
    """Return a choice among values that are worded as ``promotions.<family>.<value>``."""
    made = choice([(value, text(f"promotions.{family}.{value or 'none'}")) for value in values])
    made.setMinimumContentsLength(4)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.currentIndexChanged.connect(lambda _index: chosen())
    return made


def grouped_options(groups: Mapping[str, Sequence[str]], chosen: Callable[[], None]) -> QComboBox:
    """Return a choice among mechanics under headings that cannot be chosen."""
    made = options("mechanic", (), chosen)
    made.blockSignals(True)
    for group, values in groups.items():
        made.addItem(text(f"editor.group.{group}"))
        made.setItemData(made.count() - 1, 0, Qt.ItemDataRole.UserRole - 1)  # Qt's own role for an item's flags
        for value in values:
            made.addItem(text(f"promotions.mechanic.{value}"), value)
    made.blockSignals(False)
    return made


def moment_edit(changed: Callable[[], None]) -> QDateTimeEdit:
    """Return an editor for a moment."""
    made = QDateTimeEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat("yyyy-MM-dd HH:mm")
    made.setKeyboardTracking(False)
    made.setMinimumWidth(theme.current().unit(6))
    calm(made)
    made.dateTimeChanged.connect(lambda _moment: changed())
    return made


def read_moment(editor: QDateTimeEdit) -> datetime:
    """Return the moment in an editor."""
    return datetime.strptime(editor.dateTime().toString(QT_MOMENT), MOMENT)  # noqa: DTZ007 - local by definition


def show_moment(editor: QDateTimeEdit, moment: datetime) -> None:
    """Put a moment into an editor."""
    editor.setDateTime(QDateTime.fromString(moment.strftime(MOMENT), QT_MOMENT))


def field(family: str, name: str, editor: QWidget, *, required: bool = False) -> Field:
    """Return a labelled field that is worded as ``promotions.<family>.<name>``."""
    return Field(text(f"promotions.{family}.{name}"), editor, required=required)


def remove_button(words: str, remove: Callable[[], object]) -> QPushButton:
    """Return a small cross that takes a line away; ``words`` say so."""
    made = plain_button("", remove)
    made.setIcon(theme.current().icon("close", "muted"))
    made.setProperty("compact", True)
    made.setToolTip(words)
    made.setAccessibleName(words)
    return made


def beside(*parts: QWidget) -> QHBoxLayout:
    """Return parts of equal width side by side."""
    line = QHBoxLayout()
    line.setSpacing(theme.current().space(8))
    for part in parts:
        line.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return line


def stacked(*parts: QWidget) -> QWidget:
    """Return parts one below the other as one widget."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().space(4))
    for part in parts:
        column.addWidget(part)
    return made
