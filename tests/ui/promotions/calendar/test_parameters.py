"""Each mechanic asks for its own parameters and hands them back whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from shopplanner.domain.promotions.plan import MECHANICS, defaults, parameters
from shopplanner.services.promotions.month import ProductChoice
from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit
from shopplanner.ui.promotions.calendar.by_product import ByProductDialog, ByProductEditor
from shopplanner.ui.promotions.calendar.parameters import ParameterForm, _value
from shopplanner.ui.promotions.calendar.tiers import TierEditor

Make = Callable[..., ParameterForm]
PRODUCTS = [ProductChoice(1, "soap", "", True), ProductChoice(2, "cream", "", True)]


@pytest.fixture
def changes() -> list[None]:
    return []


@pytest.fixture
def make(qtbot: QtBot, themed: None, changes: list[None]) -> Make:
    def build(mechanic: str, **values: object) -> ParameterForm:
        form = ParameterForm(mechanic, {**defaults(mechanic), **values}, lambda: changes.append(None), lambda: PRODUCTS)
        qtbot.addWidget(form)
        form.show()
        return form

    return build


def typed(editor: QWidget, words: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize("mechanic", MECHANICS)
def test_what_a_new_promotion_begins_with_comes_back_unchanged(make: Make, mechanic: str) -> None:
    form = make(mechanic)
    assert form.values() == {**form.values(), **defaults(mechanic)}
    assert set(form.editors) == {each.name for each in parameters(mechanic)}
    assert all(field.title.text() for field in form.fields.values())


@pytest.mark.parametrize(
    ("mechanic", "name", "other"), [("gift", "kind", "threshold_reduction"), ("clearance", "tiers", "category_coupon")]
)
def test_a_mechanic_names_what_means_something_else_to_it(make: Make, mechanic: str, name: str, other: str) -> None:
    own, usual = make(mechanic), make(other)
    assert own.fields[name].title.text() != usual.fields[name].title.text()


def test_a_gift_is_given_for_an_amount_or_for_pieces_and_not_for_a_reduction(make: Make) -> None:
    kind, off = make("gift").editors["kind"], make("threshold_reduction").editors["kind"]
    assert isinstance(kind, QComboBox)
    assert isinstance(off, QComboBox)
    assert kind.itemText(kind.findData("amount")) != off.itemText(off.findData("amount"))


def test_only_the_field_of_the_chosen_discount_is_shown(make: Make, changes: list[None]) -> None:
    form = make("item_discount")
    kind = form.editors["kind"]
    assert isinstance(kind, QComboBox)
    shown = []
    for choice in ("percent", "amount", "fixed"):
        kind.setCurrentIndex(kind.findData(choice))
        shown.append([name for name in ("rate", "amount", "price") if form.fields[name].isVisible()])
    assert shown == [["rate"], ["amount"], ["price"]]
    assert len(changes) == 2


def test_amounts_rates_counts_and_words_are_read_and_told(make: Make, changes: list[None]) -> None:
    coupon = make("coupon")
    typed(coupon.editors["face"], "12.5")
    count = coupon.editors["quantity"]
    assert isinstance(count, QSpinBox)
    count.setValue(300)
    assert coupon.values() == {"threshold": 9900, "face": 1250, "quantity": 300, "per_person": 1}
    rate = make("platform_event")
    typed(rate.editors["rate"], "15%")
    assert rate.values() == {"rate": 1500}
    gift = make("gift")
    typed(gift.editors["gift"], "sponge")
    assert gift.values()["gift"] == "sponge"
    assert len(changes) == 4


def test_parameters_without_a_field_are_kept_and_empty_ones_left_out(make: Make) -> None:
    form = make("bundle", funding=5000)
    others = {"funding": 5000, "repeat": "once", "times": 2}
    assert form.values() == {"price": 9900, **others}
    price = form.editors["price"]
    assert isinstance(price, MoneyEdit)
    price.set_value(None)
    assert form.values() == others


def test_a_field_that_is_being_edited_is_left_alone(make: Make, qtbot: QtBot, changes: list[None]) -> None:
    form = make("threshold_reduction")
    threshold, reduction = form.editors["threshold"], form.editors["reduction"]
    assert isinstance(threshold, MoneyEdit)
    assert isinstance(reduction, MoneyEdit)
    threshold.setFocus()
    qtbot.waitUntil(threshold.hasFocus)
    QTest.keyClick(threshold, Qt.Key.Key_Backspace)
    form.fill({"threshold": 100, "reduction": 300, "repeat": "each"})
    assert threshold.text() == "199.0"
    assert form.values()["reduction"] == 300
    assert form.values()["repeat"] == "each"
    assert changes == []


def test_tiers_are_added_read_in_order_and_removed(make: Make, changes: list[None]) -> None:
    form = make("threshold_reduction", tiers=[{"threshold": 39900, "benefit": 5000}])
    tiers = form.editors["tiers"]
    assert isinstance(tiers, TierEditor)
    tiers.add.click()
    assert form.values()["tiers"] == [{"threshold": 39900, "benefit": 5000}]
    _line, threshold, benefit = tiers.lines[1]
    typed(threshold, "299")
    typed(benefit, "35")
    assert form.values()["tiers"] == [{"threshold": 29900, "benefit": 3500}, {"threshold": 39900, "benefit": 5000}]
    for _time in range(2):
        tiers.add.click()
    assert not tiers.add.isVisible()
    tiers._remove(tiers.lines[0][0])
    assert tiers.add.isVisible()
    assert form.values()["tiers"] == [{"threshold": 29900, "benefit": 3500}]
    form.fill({"threshold": 19900, "reduction": 2000, "repeat": "once"})
    assert "tiers" not in form.values()
    assert len(changes) == 3


def test_an_unknown_field_is_refused(make: Make) -> None:
    with pytest.raises(TypeError):
        _value(make("bundle"))
    assert isinstance(make("platform_event").editors["rate"], PercentEdit)


def test_tiers_take_pieces_and_rates_where_the_mechanic_has_them(make: Make, changes: list[None]) -> None:
    form = make("quantity_reduction")
    tiers = form.editors["rate_tiers"]
    assert isinstance(tiers, TierEditor)
    assert form.fields["rate_tiers"].isVisible()
    assert not form.fields["tiers"].isVisible()
    tiers.add.click()
    _line, pieces, rate = tiers.lines[0]
    assert isinstance(pieces, QSpinBox)
    assert isinstance(rate, PercentEdit)
    pieces.setValue(3)
    typed(rate, "20")
    assert form.values()["rate_tiers"] == [{"threshold": 3, "benefit": 2000}]
    assert len(changes) == 2


def test_how_many_times_is_asked_only_where_it_counts(make: Make) -> None:
    form = make("threshold_reduction")
    repeat, kind = form.editors["repeat"], form.editors["kind"]
    assert isinstance(repeat, QComboBox)
    assert isinstance(kind, QComboBox)
    assert not form.fields["times"].isVisible()
    repeat.setCurrentIndex(repeat.findData("up_to"))
    assert form.fields["times"].isVisible()
    kind.setCurrentIndex(kind.findData("percent"))
    assert not form.fields["repeat"].isVisible()


def test_products_can_have_figures_of_their_own(make: Make, changes: list[None]) -> None:
    form = make("item_discount", by_product={"2": 3000})
    own = form.editors["by_product"]
    assert isinstance(own, ByProductEditor)
    assert own.button.text() == "1 product has its own …"
    own.button.click()
    [dialog] = own.findChildren(ByProductDialog)
    assert [[column.text(row) for column in dialog.model.columns] for row in dialog.model.rows] == [
        ["soap", ""],
        ["cream", "30.0%"],
    ]
    dialog.model.setData(dialog.model.index(0, 1), "25%")
    dialog.model.setData(dialog.model.index(1, 1), "much")
    dialog._apply()
    assert form.values()["by_product"] == {"1": 2500, "2": 3000}
    assert len(changes) == 1
    form.fill(defaults("item_discount"))
    assert own.button.text() == "Same for all products …"
    assert "by_product" not in form.values()


def test_figures_of_products_have_the_unit_of_the_kind_in_force(make: Make) -> None:
    form = make("item_discount", kind="fixed", price=9900, by_product={"1": 4990})
    own = form.editors["by_product"]
    assert isinstance(own, ByProductEditor)
    own.open_list()
    [dialog] = own.findChildren(ByProductDialog)
    assert dialog.model.columns[1].text(dialog.model.rows[0]) == "¥49.90"
    dialog.model.setData(dialog.model.index(0, 1), "")
    dialog._apply()
    assert "by_product" not in form.values()
