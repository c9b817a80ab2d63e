"""Planning a member day that comes back: rhythm, days with exceptions, and products by turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QListWidget, QListWidgetItem, QSpinBox, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.services.promotions.plans import series_days
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field, choice, indented
from shopplanner.ui.common.widgets import label, plain_button
from shopplanner.ui.promotions.calendar.fields import beside, calm
from shopplanner.ui.promotions.calendar.scope import ScopeDialog, choose_words
from shopplanner.ui.promotions.calendar.words import WEEKDAYS

MOST = 60
RHYTHMS = ("week", "two_weeks", "month")


@dataclass(frozen=True)
class Series:
    """What a person wants of a series: its days, and products by turns."""

    days: tuple[date, ...]
    rotation: tuple[int, ...]


class SeriesDialog(Dialog):
    """Shows every day that a series would take, with its product; a day without a tick is left out."""

    def __init__(
        self, parent: QWidget, first: date, products: Sequence[ProductChoice], done: Callable[[Series], None]
    ) -> None:
        super().__init__(text("promotions.series.title"), parent, width=28, height=32)
        self._products, self._done = products, done
        self._rotation: tuple[int, ...] = ()
        self.first = QDateEdit(QDate(first.year, first.month, first.day))
        self.first.setCalendarPopup(True)
        self.first.setDisplayFormat("yyyy-MM-dd")
        self.first.dateChanged.connect(lambda _day: self._list_days())
        self.times = indented(QSpinBox())
        self.times.setRange(1, MOST)
        self.times.setValue(8)
        self.times.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.times.valueChanged.connect(lambda _count: self._list_days())
        for editor in (self.first, self.times):
            calm(editor)
        self.rhythm = choice([(name, text(f"promotions.series.{name}")) for name in RHYTHMS])
        self.rhythm.currentIndexChanged.connect(lambda _index: self._list_days())
        self.body.addLayout(
            beside(
                Field(text("promotions.series.first"), self.first),
                Field(text("promotions.series.every"), self.rhythm),
                Field(text("promotions.series.times"), self.times),
            )
        )
        self.products = plain_button("", self._choose_products)
        self.body.addWidget(Field(text("promotions.series.rotation"), self.products))
        self.list = QListWidget()
        self.body.addWidget(Field(text("promotions.series.days"), self.list), 1)
        self.body.addWidget(label(text("promotions.series.hint"), "small", wrap=True))
        self.add_close("common.cancel")
        self.add_button(text("common.ok"), self._apply, primary=True)
        self.list.itemChanged.connect(lambda _item: self._name_products())
        self._rotate(())

    def days(self) -> tuple[date, ...]:
        """Return the days with a tick."""
        items = [self.list.item(number) for number in range(self.list.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _list_days(self) -> None:
        first = self.first.date()
        start = date(first.year(), first.month(), first.day())
        self.list.blockSignals(True)
        self.list.clear()
        for day in series_days(start, str(self.rhythm.currentData()), self.times.value()):
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, day)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._name_products()

    def _name_products(self) -> None:
        """Say beside each day whose turn it is; days left out do not count."""
        names = {product.id: product.name for product in self._products}
        turn = 0
        self.list.blockSignals(True)
        for number in range(self.list.count()):
            item = self.list.item(number)
            day: date = item.data(Qt.ItemDataRole.UserRole)
            said = f"{day.isoformat()} {text(f'promotions.weekday.{WEEKDAYS[day.weekday()]}')}"
            if item.checkState() == Qt.CheckState.Checked:
                if self._rotation:
                    said += f" · {names.get(self._rotation[turn % len(self._rotation)], '')}"
                turn += 1
            item.setText(said)
        self.list.blockSignals(False)

    def _choose_products(self) -> None:
        ScopeDialog(self, self._products, self._rotation, self._rotate).open()

    def _rotate(self, products: tuple[int, ...]) -> None:
        self._rotation = products
        self.products.setText(choose_words(len(products)))
        self._list_days()

    def _apply(self) -> None:
        days = self.days()
        if days:
            self._done(Series(days, self._rotation))
            self.accept()
