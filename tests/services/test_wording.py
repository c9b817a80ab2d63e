"""Figures and messages are worded one way everywhere."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from shopplanner.domain.errors import InputError, Location
from shopplanner.domain.messages import Message, Money, Percent, message
from shopplanner.foundation import i18n
from shopplanner.services import wording


@pytest.mark.parametrize(
    ("minor", "currency", "expected"),
    [
        (123450, "CNY", "¥1,234.50"),
        (0, "CNY", "¥0.00"),
        (-5, "CNY", "−¥0.05"),
        (None, "CNY", "–"),
        (1299, "JPY", "¥1,299"),
        (100, "THB", "THB 1.00"),
    ],
)
def test_money_is_shown_with_sign_symbol_and_separators(minor: int | None, currency: str, expected: str) -> None:
    assert wording.money(minor, currency) == expected


def test_shares_and_counts_show_missing_as_a_dash() -> None:
    assert wording.percent(1234) == "12.3%"
    assert wording.percent(-1234, 2) == "−12.34%"
    assert wording.percent(None) == "–"
    assert wording.number(12345.6, 1) == "12,345.6"
    assert wording.number(-3) == "−3"
    assert wording.number(None) == "–"


def test_a_message_words_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    template = "{amount} {share} {day} {moment} {inner} {count}"
    monkeypatch.setattr(i18n, "room", lambda language, name: {"room.outer": template, "room.inner": "inside"})
    said = message(
        "room.outer",
        amount=Money(990),
        share=Percent(500),
        day=date(2026, 11, 11),
        moment=datetime(2026, 10, 20, 20, 0),
        inner=Message("room.inner"),
        count=3,
    )
    assert wording.render(said) == "¥9.90 5.0% 2026-11-11 2026-10-20 20:00 inside 3"


def test_an_expected_failure_carries_what_where_and_what_to_do() -> None:
    failure = InputError(message("a.b", n=1), hint=message("a.c"), where=Location(file="x.csv", row=3))
    assert failure.what.id == "a.b"
    assert failure.hint is not None
    assert failure.where is not None
    assert failure.where.row == 3
    assert failure.args == ("a.b", {"n": 1})


def test_parts_are_separated_as_the_language_does() -> None:
    assert wording.listed(["soap", "oil"]) == "soap, oil"
    i18n.set_language("zh_CN")
    assert wording.listed(["皂", "油"]) == "皂、油"
