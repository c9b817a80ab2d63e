"""Planning a promotion that comes back: its rhythm, days left out or moved, and products by turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from shopplanner.domain.errors import RuleError
from shopplanner.foundation.i18n import text
from shopplanner.services.products.catalogue import Catalogue, catalogue
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.series import Wish
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field
from shopplanner.ui.common.widgets import label, plain_button, row
from shopplanner.ui.promotions.calendar.rhythm import RhythmEditor, day_edit, read_day, show_day
from shopplanner.ui.promotions.calendar.scope import ScopeDialog, choose_words
from shopplanner.ui.promotions.calendar.words import WEEKDAYS

ROLE = Qt.ItemDataRole.UserRole


class SeriesDialog(Dialog):
    """Shows every day that a series would take, with its product; a day without a tick is left out."""

    def __init__(
        self,
        parent: QWidget,
        context: AppContext,
        first: date,
        products: Sequence[ProductChoice],
        done: Callable[[Wish], object],
    ) -> None:
        super().__init__(text("promotions.series.title"), parent, width=32, height=42)
        self._context, self._products, self._done = context, products, done
        self._rotation: tuple[int, ...] = ()
        self._moved: dict[date, date] = {}
        self._left_out: set[date] = set()
        self.rhythm = RhythmEditor(first, self._list_days)
        self.body.addWidget(self.rhythm)
        self._make_rotation()
        self.list = QListWidget()
        self.body.addWidget(Field(text("promotions.series.days"), self.list), 1)
        self._make_move(first)
        self.hint = label(text("promotions.series.hint"), "small", wrap=True)
        self.body.addWidget(self.hint)
        self.add_close("common.cancel")
        self.ok = self.add_button(text("common.ok"), self._apply, primary=True)
        self.list.itemChanged.connect(lambda _item: self._ticked())
        self.list.itemSelectionChanged.connect(self._show_move)
        self._rotate(())

    def _make_rotation(self) -> None:
        self.products = plain_button("", self._choose_products)
        self.by_cover = plain_button(text("rhythm.series.by_cover"), self._order, link=True)
        self.by_cover.setToolTip(text("rhythm.series.by_cover_tip"))
        self.products.setAccessibleName(text("promotions.series.rotation"))
        self.body.addLayout(row(label(text("promotions.series.rotation"), "muted"), self.products, self.by_cover))

    def _make_move(self, first: date) -> None:
        self.to = day_edit(first, self._move)
        self.to.setAccessibleName(text("rhythm.series.move"))
        self.move_words = label(text("rhythm.series.move"), "muted")
        self.body.addLayout(row(self.move_words, self.to))

    def show_wish(self, wish: Wish) -> None:
        """Begin with what a series has been."""
        self.setWindowTitle(text("rhythm.series.replan"))
        self.rhythm.show_rule(wish.rule, wish.first)
        self._left_out, self._moved = set(wish.left_out), dict(wish.moved or {})
        self._rotate(wish.rotation)

    def wish(self) -> Wish:
        """Return what is wanted."""
        days = {item.data(ROLE) for item in self._items()}
        left_out = frozenset(item.data(ROLE) for item in self._items() if item.checkState() == Qt.CheckState.Unchecked)
        moved = {day: to for day, to in self._moved.items() if day in days and day not in left_out}
        return Wish(self.rhythm.rule(), self.rhythm.first_day(), left_out, moved, self._rotation)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def _list_days(self) -> None:
        """List the days of the rule; what was left out or moved stays so where the day is still one of them."""
        try:
            days = Wish(self.rhythm.rule(), self.rhythm.first_day()).days()
        except RuleError:
            days = []
        self.list.blockSignals(True)
        self.list.clear()
        for day in days:
            item = QListWidgetItem()
            item.setData(ROLE, day)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if day in self._left_out else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._name_days()

    def _ticked(self) -> None:
        shown = {item.data(ROLE): item.checkState() == Qt.CheckState.Checked for item in self._items()}
        self._left_out = {day for day in self._left_out if day not in shown}
        self._left_out |= {day for day, on in shown.items() if not on}
        self._name_days()

    def _name_days(self) -> None:
        """Say beside each day whose turn it is and where it was moved to; days left out do not count."""
        names = {product.id: product.name for product in self._products}
        turn = 0
        self.list.blockSignals(True)
        for item in self._items():
            day: date = item.data(ROLE)
            held = item.checkState() == Qt.CheckState.Checked
            said = _dated(day)
            if held and self._moved.get(day, day) != day:
                said = f"{said} {text('rhythm.series.moved', day=_dated(self._moved[day]))}"
            if held and self._rotation:
                said += f" · {names.get(self._rotation[turn % len(self._rotation)], '')}"
            turn += held
            item.setText(said)
        self.list.blockSignals(False)
        self.ok.setEnabled(turn > 0)
        self._show_move()

    def _show_move(self) -> None:
        chosen = self.list.selectedItems()
        held = bool(chosen) and chosen[0].checkState() == Qt.CheckState.Checked
        self.to.setEnabled(held)
        if held:
            day = chosen[0].data(ROLE)
            self.to.blockSignals(True)
            show_day(self.to, self._moved.get(day, day))
            self.to.blockSignals(False)

    def _move(self) -> None:
        """Move the chosen day to another one."""
        for item in self.list.selectedItems():
            self._moved[item.data(ROLE)] = read_day(self.to)
        self._name_days()

    def _choose_products(self) -> None:
        ScopeDialog(self, self._products, self._rotation, self._rotate).open()

    def _rotate(self, products: tuple[int, ...]) -> None:
        self._rotation = products
        self.products.setText(choose_words(len(products)))
        self.by_cover.setVisible(len(products) > 1)
        self._list_days()

    def _order(self) -> None:
        """Read the stock to put first what lies longest."""
        self._context.read("calendar/series_cover", catalogue, self._ordered)

    def _ordered(self, shown: Catalogue) -> None:
        covers = {product.id: product.cover for product in shown.products}
        known = [each for each in self._rotation if covers.get(each) is not None]
        unknown = [each for each in self._rotation if covers.get(each) is None]
        self._rotate((*sorted(known, key=lambda each: -(covers[each] or 0)), *unknown))

    def _apply(self) -> None:
        self._done(self.wish())
        self.accept()


def _dated(day: date) -> str:
    return f"{day.isoformat()} {text(f'promotions.weekday.{WEEKDAYS[day.weekday()]}')}"
