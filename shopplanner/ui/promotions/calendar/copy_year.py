"""Copying promotions to another year: where each would fall, and which festival it keeps its distance to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import plans, shifts
from shopplanner.services.promotions.shifts import KEEPS, Shift
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field, choice, indented
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import label
from shopplanner.ui.promotions.calendar.fields import beside, calm
from shopplanner.ui.promotions.calendar.words import WEEKDAYS

FIRST_YEAR, LAST_YEAR = 2010, 2060


@dataclass(frozen=True, slots=True)
class Copy:
    """A promotion and how far its copy would be from it."""

    promotion: Promotion
    shift: Shift
    keep: str

    def span(self, *, moved: bool) -> str:
        """Return its days with the weekday of the first, before or after the shift."""
        by = self.shift.by if moved else 0 * self.shift.by
        first, last = self.promotion.starts + by, self.promotion.ends + by
        weekday = text(f"promotions.weekday.{WEEKDAYS[first.weekday()]}")
        return f"{first:%Y-%m-%d} {weekday} → {last:%m-%d}"

    def anchor(self) -> str:
        """Return the festival with its days in both years."""
        found = self.shift.anchor
        if found is None:
            return text("rhythm.copy.no_anchor") if self.keep == "festival" else ""
        return text(
            "rhythm.copy.anchored", festival=str(found.festival.name), before=f"{found.before:%m-%d}",
            after=f"{found.after:%m-%d}",
        )  # fmt: skip

    def away(self) -> str:
        """Return how far from the festival it begins, in both years alike."""
        if self.shift.anchor is None:
            return ""
        days = shifts.distance(self.promotion, self.shift.anchor)
        if not days:
            return text("rhythm.copy.same_day")
        return text(f"rhythm.copy.days_{'after' if days > 0 else 'before'}", n=abs(days))


def _columns() -> list[Column[Copy]]:
    return [
        Column("name", "rhythm.copy.name", lambda each: each.promotion.name, width=11),
        Column("before", "rhythm.copy.before", lambda each: each.span(moved=False), width=11.5),
        Column("after", "rhythm.copy.after", lambda each: each.span(moved=True), width=11.5, bold=True),
        Column("anchor", "rhythm.copy.anchor", Copy.anchor, width=12),
        Column("away", "rhythm.copy.away", Copy.away, width=6),
    ]


class CopyYearDialog(Dialog):
    """Chooses the year and what stays the same; ``done`` gets the ids of the copies."""

    def __init__(
        self,
        parent: QWidget,
        context: AppContext,
        promotions: Sequence[Promotion],
        done: Callable[[list[int]], object],
    ) -> None:
        super().__init__(text("rhythm.copy.title"), parent, width=56, height=26)
        self._context, self._promotions, self._done = context, promotions, done
        self.year = indented(QSpinBox())
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setValue(promotions[0].starts.year + 1)
        self.year.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.year.valueChanged.connect(lambda _year: self._show())
        calm(self.year)
        self.keep = choice([(name, text(f"rhythm.copy.keep_{name}")) for name in KEEPS])
        self.keep.currentIndexChanged.connect(lambda _index: self._show())
        self.body.addLayout(
            beside(Field(text("rhythm.copy.year"), self.year), Field(text("rhythm.copy.keep"), self.keep))
        )
        self.model: RowsModel[Copy] = RowsModel(_columns(), self)
        self.table = DataTable(self.model, name="promotions.copy_year", accessible_name=text("rhythm.copy.title"))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label(text("rhythm.copy.hint"), "small", wrap=True))
        self.add_close("common.cancel")
        self.add_button(text("rhythm.copy.go", n=len(promotions)), self.copy, primary=True)
        self._show()

    def _show(self) -> None:
        year, keep = self.year.value(), str(self.keep.currentData())
        rows = [Copy(each, shifts.shift(each, year - each.starts.year, keep), keep) for each in self._promotions]
        self.table.show_rows(rows, lambda each: each.promotion.id)

    def copy(self) -> None:
        """Copy the promotions."""
        ids = [each.id for each in self._promotions]
        year, keep = self.year.value(), str(self.keep.currentData())
        self._context.perform(lambda workspace: plans.copy_to_year(workspace, ids, year, keep), self._done)
        self.accept()
