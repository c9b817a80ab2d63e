"""Texts that spreadsheets take for formulas, and those that they do not."""

from __future__ import annotations

import pytest

from shopplanner.foundation.spreadsheet_cells import guarded


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"])
def test_every_beginning_of_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["搜索", "", "a=1", "'=1"])
def test_plain_words_are_left_alone(text: str) -> None:
    assert guarded(text) == text
