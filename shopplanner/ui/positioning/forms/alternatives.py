"""The alternatives of a worksheet: a menu to see, copy, compare, choose, rename and delete them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.messages import message
from shopplanner.domain.positioning.worksheets import Difference
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.wording import worded
from shopplanner.services.positioning.worksheets import Comparison, Sheet
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import label
from shopplanner.ui.theme import theme


class Alternatives:
    """What can be done with a worksheet's alternatives, and the button that offers it."""

    def __init__(self, context: AppContext, kind: str, page: QWidget, turn_to: Callable[[int], None]) -> None:
        """Offer the alternatives of ``kind``; ``turn_to`` shows another one."""
        self._context, self._kind, self._page, self._turn_to = context, kind, page, turn_to
        self.sheet: Sheet | None = None
        self.button = QPushButton()
        self.button.setProperty("menu", True)
        self.button.setAutoDefault(False)
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.actions: Sequence[Action] = self._actions()

    def show_sheet(self, sheet: Sheet) -> None:
        """Name the worksheet that is shown."""
        self.sheet = sheet
        several = len(sheet.alternatives) > 1
        text_id = "positioning.plan.not_chosen" if several and not sheet.chosen else "positioning.plan.name"
        self.button.setText(text(text_id, name=sheet.name))
        self.button.setAccessibleName(text("positioning.plan.menu"))

    def fill_menu(self) -> None:
        """Put the alternatives and the actions into the menu."""
        self.menu.clear()
        for one in self.sheet.alternatives if self.sheet else ():
            entry = QAction(self._entry(one), self.menu)
            entry.setCheckable(True)
            entry.setChecked(self.sheet is not None and one.id == self.sheet.id)
            entry.triggered.connect(lambda _checked=False, wanted=one.id: self._turn_to(wanted))
            self.menu.addAction(entry)
        self.menu.addSeparator()
        for action in self.actions:
            made = action.to_qt(self.menu)
            made.setEnabled(action.can_run())
            self.menu.addAction(made)

    def duplicate(self) -> None:
        """Copy the worksheet that is shown and show the copy."""
        self._make(blank=False)

    def start_blank(self) -> None:
        """Make a blank alternative and show it."""
        self._make(blank=True)

    def choose(self) -> None:
        """Let the worksheet that is shown count in the plan."""
        sheet = self._shown()
        self._context.perform(lambda workspace: worksheets.choose(workspace, self._kind, sheet.id))

    def delete(self) -> None:
        """Remove the worksheet that is shown and offer to take that back."""
        sheet = self._shown()
        said = message("positioning.plan.deleted", name=sheet.name)

        def done(_nothing: None) -> None:
            self._turn_to(0)
            self._context.notify(said, action=Action("edit.undo", "shell.action.undo", self._context.undo))

        self._context.perform(lambda workspace: worksheets.delete(workspace, self._kind, sheet.id), done)

    def rename(self) -> None:
        """Ask for another name."""
        RenameDialog(self._context, self._kind, self._shown(), self._page).open()

    def compare(self) -> None:
        """Set the worksheet that is shown beside the next one."""
        sheet = self._shown()
        other = next(one.id for one in sheet.alternatives if one.id != sheet.id)
        first, second = (sheet.id, other) if sheet.chosen else (other, sheet.id)
        self._context.read(
            f"positioning.{self._kind}.compare",
            lambda workspace: worksheets.compare(workspace, self._kind, first, second),
            lambda found: CompareDialog(found, self._page).open(),
        )

    def _make(self, *, blank: bool) -> None:
        sheet_id = self.sheet.id if self.sheet else 0
        self._context.perform(
            lambda workspace: worksheets.duplicate(workspace, self._kind, sheet_id, blank=blank), self._turn_to
        )

    def _shown(self) -> Sheet:
        """Return the worksheet that is shown; actions are off until there is one."""
        if self.sheet is None:
            raise LookupError(self._kind)
        return self.sheet

    def _is_stored(self) -> bool:
        return self.sheet is not None and self.sheet.id != 0

    def _has_others(self) -> bool:
        return self.sheet is not None and len(self.sheet.alternatives) > 1

    def _can_choose(self) -> bool:
        return self._has_others() and not self._shown().chosen

    def _actions(self) -> tuple[Action, ...]:
        prefix = f"positioning.{self._kind}.plan"
        return (
            Action(
                f"{prefix}.duplicate",
                "positioning.plan.duplicate",
                self.duplicate,
                icon="copy",
                enabled=self._is_stored,
            ),
            Action(f"{prefix}.blank", "positioning.plan.blank", self.start_blank, icon="plus", enabled=self._is_stored),
            Action(f"{prefix}.compare", "positioning.plan.compare", self.compare, icon="why", enabled=self._has_others),
            Action(f"{prefix}.choose", "positioning.plan.choose", self.choose, icon="check", enabled=self._can_choose),
            Action(f"{prefix}.rename", "positioning.plan.rename", self.rename, icon="edit", enabled=self._is_stored),
            Action(f"{prefix}.delete", "positioning.plan.delete", self.delete, icon="delete", enabled=self._has_others),
        )

    def _entry(self, one: worksheets.Alternative) -> str:
        done = wording.percent(one.completeness, 0)
        text_id = "positioning.plan.entry_chosen" if one.chosen else "positioning.plan.entry"
        return text(text_id, name=one.name, done=done)


class RenameDialog(Dialog):
    """Asks for an alternative's name."""

    def __init__(self, context: AppContext, kind: str, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(text("positioning.plan.rename"), parent, width=22)
        self._context, self._kind, self._sheet = context, kind, sheet
        self.line = QLineEdit(sheet.name)
        self.line.selectAll()
        self.field = Field(text("positioning.plan.new_name"), self.line)
        self.body.addWidget(self.field)
        self.add_close("common.cancel")
        self.add_button(text("positioning.plan.rename"), self.store, primary=True)

    def store(self) -> None:
        """Store the name; a name that cannot be is explained."""
        name = self.line.text()
        self._context.perform(
            lambda workspace: worksheets.rename(workspace, self._kind, self._sheet.id, name), self._done, self._failed
        )

    def _done(self, _nothing: None) -> None:
        self.accept()

    def _failed(self, failure: ShopPlannerError) -> None:
        self.field.show_failure(failure)


class CompareDialog(Dialog):
    """Two alternatives side by side; what differs comes in weight, what agrees is muted."""

    def __init__(self, found: Comparison, parent: QWidget | None) -> None:
        title = text("positioning.plan.compare_title", sheet=str(found.definition.title))
        super().__init__(title, parent, width=54, height=34)
        self._definition = found.definition
        apart = sum(not one.same for one in found.differences)
        self.body.addWidget(label(text("positioning.plan.differences", n=apart), "muted"))
        self.model = RowsModel(
            [
                Column("field", "positioning.plan.field", self._name, width=15, role=self._role),
                Column(
                    "first",
                    "",
                    lambda one: self._value(one, first=True),
                    width=17.5,
                    title=_side(found.first),
                    role=self._role,
                ),
                Column(
                    "second",
                    "",
                    lambda one: self._value(one, first=False),
                    width=17.5,
                    title=_side(found.second),
                    role=self._role,
                ),
            ]
        )
        self.table = DataTable(self.model, name="worksheet_comparison", sortable=False, accessible_name=title)
        self.table.setWordWrap(True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().setSectionResizeMode(self.table.verticalHeader().ResizeMode.ResizeToContents)
        self.table.verticalHeader().setMinimumSectionSize(theme.unit(1.75))
        self.model.set_rows(sorted(found.differences, key=lambda one: one.same))
        self.body.addWidget(self.table, 1)
        self.add_close()

    def _name(self, one: Difference) -> str:
        field = self._definition.field(one.path)
        words = str(field.name) if field is not None else one.path
        return f"{one.entry} · {words}" if one.entry else words

    def _value(self, one: Difference, *, first: bool) -> str:
        field, side = self._definition.field(one.path), one.first if first else one.second
        return wording.MISSING if field is None or side is None else worded(field, side.value)

    def _role(self, one: Difference) -> str:
        return "muted" if one.same else ""


def _side(one: worksheets.Alternative) -> str:
    return text(
        "positioning.plan.entry_chosen" if one.chosen else "positioning.plan.entry",
        name=one.name,
        done=wording.percent(one.completeness, 0),
    )
