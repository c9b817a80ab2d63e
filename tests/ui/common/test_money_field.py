"""Amounts and shares as people type them, exact to the smallest unit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shopplanner.ui.common.money_field import MoneyEdit, PercentEdit, parse_money, parse_percent


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("12.5", 1250), ("¥1,234.50", 123450), ("１２元", 1200), ("", None), ("–", None), ("−3", -300), (" 0.01 ", 1)],
)
def test_an_amount_is_read_to_the_fen(typed: str, minor: int | None) -> None:
    assert parse_money(typed) == minor


@pytest.mark.parametrize("typed", ["1.234", "abc", "1.2.3", "NaN", "Infinity", "1e14", "1e999999"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_money(typed)


def test_a_currency_without_cents_takes_whole_numbers_only() -> None:
    assert parse_money("1200", "JPY") == 1200
    with pytest.raises(ValueError, match=r"12\.5"):
        parse_money("12.5", "JPY")


def test_a_share_is_read_to_the_basis_point() -> None:
    assert parse_percent("12.5%") == parse_percent("12.5") == 1250
    assert parse_percent("") is None
    with pytest.raises(ValueError, match="12"):
        parse_percent("12.345")


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_what_is_shown_is_read_back(minor: int) -> None:
    sign = "-" if minor < 0 else ""
    assert parse_money(f"{sign}{abs(minor) // 100:,}.{abs(minor) % 100:02d}") == minor


@pytest.fixture
def field(themed: None) -> Iterator[MoneyEdit]:
    made = MoneyEdit(123450)
    yield made
    made.deleteLater()


def type_over(field: MoneyEdit | PercentEdit, words: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, words)
    field.editingFinished.emit()


def test_an_amount_is_shown_with_separators(field: MoneyEdit) -> None:
    assert field.text() == "1,234.50"
    field.set_value(-5)
    assert field.text() == "-0.05"
    field.set_value(None)
    assert (field.text(), field.value, field.valid) == ("", None, True)
    assert field.placeholderText() == "¥"


def test_a_change_is_told_once_and_worded_anew(field: MoneyEdit) -> None:
    told: list[int | None] = []
    field.value_changed.connect(told.append)
    type_over(field, "99")
    type_over(field, "99.00")
    assert told == [9900]
    assert field.text() == "99.00"


def test_what_is_no_figure_is_marked_and_not_told(field: MoneyEdit) -> None:
    told: list[int | None] = []
    field.value_changed.connect(told.append)
    type_over(field, "abc")
    assert told == []
    assert field.property("error") == "true"
    assert field.value is None
    assert not field.valid
    assert field.toolTip()


def test_coming_in_by_keyboard_selects_all(field: MoneyEdit) -> None:
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert field.selectedText() == "1,234.50"


def test_yen_and_percent_have_their_own_wording(themed: None) -> None:
    yen, share = MoneyEdit(1200, "JPY"), PercentEdit(1250)
    assert yen.text() == "1,200"
    assert share.text() == "12.5%"
    type_over(share, "8")
    assert share.value == 800
    share.set_value(None)
    assert share.text() == ""
    yen.deleteLater()
    share.deleteLater()
