"""The layout's widgets: figures of the range, roles in plan and range, what follows, categories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QLabel, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.products.mix import CategoryShare, Consequence, RoleShare
from shopplanner.domain.products.roles import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.products.layout import Layout
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.money_field import PercentEdit
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import Card, EmptyState, chip, clear, label, scrolled, set_property
from shopplanner.ui.products import marks
from shopplanner.ui.products.elided import Elided
from shopplanner.ui.products.layout.bars import WHOLE, ShareBar
from shopplanner.ui.theme import theme

STEP: Final = 1_000
"""Tracks end at a full tenth above the largest share."""
NEAR: Final = 500
"""A gap under five points is no reason to act."""


def category_columns() -> list[Column[CategoryShare]]:
    """Return the columns of the categories."""
    return [
        Column("category", "products.column.category", _category, width=7, bold=True),
        Column("products", "products.layout.products", lambda one: wording.number(one.products), number=True,
               sort=lambda one: one.products, width=4.6),
        Column("skus", "products.column.skus", lambda one: wording.number(one.skus), number=True,
               sort=lambda one: one.skus, width=4.6),
        Column("number", "products.layout.of_products", lambda one: wording.percent(one.by_number), number=True,
               sort=lambda one: one.by_number, width=5),
        Column("amount", "products.layout.of_sales", lambda one: wording.percent(one.by_amount), number=True,
               sort=lambda one: one.by_amount, width=5),
    ]  # fmt: skip


class RoleRow:
    """One role's widgets in the grid of the mix."""

    def __init__(self, role: str, store: Callable[[str, int | None], object]) -> None:
        self.role = role
        self.name = label(marks.role_words(role))
        self.job = Elided(text(f"products.job.{role}") if role else text("products.layout.roleless"))
        self.target = PercentEdit()
        self.target.setAccessibleName(text("products.layout.target_of", role=marks.role_words(role)))
        self.target.setFixedWidth(theme.current().unit(4.4))
        self.target.setVisible(bool(role))
        self.target.value_changed.connect(lambda value: store(role, value))
        self.by_number = ShareBar(marks.role_color(role))
        self.number = _figure()
        self.by_amount = ShareBar(marks.role_color(role))
        self.amount = _figure()
        self.gap = chip("")

    def place(self, grid: QGridLayout, line: int) -> None:
        """Put the widgets into a line of the grid."""
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.job)
        self.dot = marks.dot_label(self.role)
        grid.addWidget(self.dot, line, 0)
        names.addStretch(1)
        names.insertStretch(0, 1)
        grid.addLayout(names, line, 1)
        grid.addWidget(self.target, line, 2)
        for column, widget in enumerate((self.by_number, self.number, self.gap, self.by_amount, self.amount), 3):
            side = Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(widget, line, column, side if isinstance(widget, ShareBar) else side | _RIGHT)

    def show_share(self, one: RoleShare, top: int) -> None:
        """Show a role's plan and range."""
        if not self.target.hasFocus() or self.target.valid:
            self.target.set_value(one.target)
        self.by_number.show_share(one.by_number, one.target, top)
        self.number.setText(text("products.layout.share_count", share=wording.percent(one.by_number), n=one.products))
        self.by_amount.show_share(one.by_amount, None, top)
        self.amount.setText(wording.percent(one.by_amount))
        self.amount.setToolTip(wording.money(one.paid_amount))
        gap = one.gap
        self.gap.setText("" if gap is None else _signed(gap))
        set_property(self.gap, "chip", "good" if gap is not None and abs(gap) < NEAR else "warn")
        self.gap.setVisible(gap is not None)

    def set_shown(self, shown: bool) -> None:
        """Show or hide the whole line."""
        parts = (self.dot, self.name, self.job, self.by_number, self.number, self.gap, self.by_amount, self.amount)
        for part in parts:
            part.setVisible(shown)


_RIGHT: Final = Qt.AlignmentFlag.AlignRight


class LayoutView(QStackedWidget):
    """All widgets of the page below its first line."""

    def __init__(
        self, store: Callable[[str, int | None], object], presets: Action, empty_actions: Sequence[Action]
    ) -> None:
        """Make an empty view.

        Args:
            store: gets a role and its planned share.
            presets: opens the choice of published mixes.
            empty_actions: what can be done without products.
        """
        super().__init__()
        self.rows = {role: RoleRow(role, store) for role in (*ROLES, "")}
        self.figures = QHBoxLayout()
        self.sum = chip("")
        self.mix = Card(text("products.layout.mix"), " ")
        self.preset_button = self.mix.add_action(presets)
        self.says = QVBoxLayout()
        self.says.setSpacing(theme.current().space(8))
        self.categories: RowsModel[CategoryShare] = RowsModel(category_columns())
        self.category_table = DataTable(
            self.categories, name="products.layout.categories", accessible_name=text("products.layout.categories")
        )
        header = self.category_table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.addWidget(self._filled())
        self.addWidget(EmptyState("products.layout.empty", "products.layout.empty_hint", empty_actions, "products"))

    def show_layout(self, found: Layout) -> None:
        """Show the range, or the empty state."""
        self.setCurrentIndex(0 if found.spread.products else 1)
        self._show_figures(found)
        self._show_roles(found)
        self._show_says(found.says)
        self.categories.set_rows(found.categories)

    def _show_figures(self, found: Layout) -> None:
        clear(self.figures)
        spread = found.spread
        each = spread.skus / spread.products if spread.products else None
        shown = (
            ("breadth", wording.number(spread.products)),
            ("skus", wording.number(spread.skus)),
            ("skus_each", wording.number(each, 1)),
            ("depth", wording.number(spread.depth)),
            ("categories", wording.number(spread.categories)),
        )
        for key, words in shown:
            card = Card()
            card.body.setSpacing(0)
            card.body.addWidget(label(text(f"products.layout.figure.{key}"), "muted"))
            card.body.addWidget(label(words, "figure"))
            card.body.addWidget(label(text(f"products.layout.remark.{key}"), "small"))
            self.figures.addWidget(card, 1)

    def _show_roles(self, found: Layout) -> None:
        shares = [value for one in found.roles for value in (one.target, one.by_number, one.by_amount) if value]
        top = min(WHOLE, -(-max(shares, default=WHOLE) // STEP) * STEP)
        by_role = {one.role: one for one in found.roles}
        for role, line in self.rows.items():
            if role in by_role:
                line.show_share(by_role[role], top)
            if not role:
                line.set_shown(role in by_role)
                line.gap.hide()
        self.mix.note.setText(text("products.layout.mix_note"))
        self.sum.setText(text("products.layout.sum", sum=wording.percent(found.planned)))
        set_property(self.sum, "chip", "good" if found.planned == WHOLE else "warn")
        self.sum.setVisible(found.planned > 0)
        period = marks.short_period(found.period)
        self.amount_head.setText(" ".join(part for part in (text("products.layout.by_amount"), period) if part))

    def _show_says(self, says: Sequence[Consequence]) -> None:
        clear(self.says)
        for one in says:
            card = Card(tone=one.tone)
            edge = theme.current().space(8)
            card.body.setContentsMargins(edge, edge, edge, edge)
            card.body.addWidget(label(wording.render(one.said), wrap=True))
            self.says.addWidget(card)
        self.says.addStretch(1)

    def _filled(self) -> QWidget:
        gap = theme.current().space(12)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        self.figures.setSpacing(gap)
        column.addLayout(self.figures)
        line = QHBoxLayout()
        line.setSpacing(gap)
        line.addWidget(self._mix_card(), 5)
        side = QVBoxLayout()
        side.setSpacing(gap)
        follows = Card(text("products.layout.follows"))
        content = QWidget()
        content.setLayout(self.says)
        self.says.setContentsMargins(0, 0, 0, 0)
        follows.body.addWidget(scrolled(content), 1)
        spread = Card(text("products.layout.categories"))
        spread.body.addWidget(self.category_table, 1)
        side.addWidget(follows, 1)
        side.addWidget(spread, 1)
        line.addLayout(side, 3)
        column.addLayout(line, 1)
        return page

    def _mix_card(self) -> Card:
        look = theme.current()
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, look.space(8), 0)
        grid.setHorizontalSpacing(look.space(12))
        grid.setVerticalSpacing(look.space(8))
        self.amount_head = label("", "muted")
        heads = ((2, "target"), (3, "by_number"))
        for place, key in heads:
            grid.addWidget(label(text(f"products.layout.{key}"), "muted"), 0, place)
        grid.addWidget(self.sum, 0, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(text("products.layout.gap"), "muted"), 0, 5, _RIGHT)
        grid.addWidget(self.amount_head, 0, 6, 1, 2)
        for line, row in enumerate(self.rows.values(), 1):
            row.place(grid, line)
        for place, stretch, width in ((1, 5, 8), (3, 3, 4), (6, 3, 4)):
            grid.setColumnStretch(place, stretch)
            grid.setColumnMinimumWidth(place, look.unit(width))
        for line in range(1, len(self.rows) + 1):
            grid.setRowStretch(line, 2)
        grid.setRowStretch(len(self.rows) + 1, 1)
        self.mix.body.addWidget(scrolled(content), 1)
        return self.mix


def _figure() -> QLabel:
    made = label("")
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _category(one: CategoryShare) -> str:
    return one.category or text("products.layout.no_category")


def _signed(gap: int) -> str:
    return text("products.layout.points", gap=f"{'+' if gap > 0 else ''}{gap / 100:.1f}".replace("-", "−"))
