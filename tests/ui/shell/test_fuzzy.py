"""A few letters find a name; better fits come first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopplanner.ui.shell.fuzzy import best, score

NAMES = ["Promotions · Calendar", "Metrics · Data health", "Open a workspace…", "活动 · 日历"]


def found(typed: str) -> list[str]:
    return best(typed, NAMES, str)


def test_nothing_typed_shows_all_in_their_order() -> None:
    assert found("") == NAMES
    assert best(" ", NAMES, str, limit=2) == NAMES[:2]


def test_a_beginning_beats_the_start_of_a_word_beats_an_inner_part() -> None:
    assert score("open", "open it") > score("open", "re open") > score("open", "reopen") > score("open", "on paper men")
    assert score("xyz", "open") == 0


def test_all_words_must_fit_in_any_order() -> None:
    assert found("health metr") == ["Metrics · Data health"]
    assert found("health zebra") == []


def test_chinese_is_found_inside_a_name() -> None:
    assert found("日历") == ["活动 · 日历"]
    assert score("历", "活动日历") > score("alen", "calendar") > 0


def test_scattered_letters_fit_last_and_one_letter_alone_does_not() -> None:
    assert found("clndr") == ["Promotions · Calendar"]
    assert score("z", "open") == 0


@given(st.text(max_size=8), st.text(max_size=20))
def test_a_name_always_fits_itself(other: str, name: str) -> None:
    assert score(name, name) > 0 or not name.split()
    assert score(other, name) >= 0
