"""Words that advertising rules name are found; the same letters in another meaning are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.word_scan import WordRule, folded, scan
from shopplanner.foundation.bilingual import Bilingual

SAY = Bilingual("say", "说")
FIRST = WordRule("first", SAY, ("第一", "100%", "best"), SAY, "bad", ("第一步", "100%棉"))
LOWEST = WordRule("lowest", SAY, ("最低", "全网最低"), SAY)


def found(text: str, *rules: WordRule) -> list[str]:
    return [hit.word for hit in scan(text, rules or (FIRST, LOWEST))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("销量第一的身体乳", ["第一"]),
        ("第一步洗脸,第一名", ["第一"]),
        ("100%棉", []),
        ("100%有效", ["100%"]),
        ("1００％有效", ["1００％"]),
        ("全网最低价", ["全网最低"]),
        ("BEST of all", ["BEST"]),
        ("bestow the best", ["best"]),
        ("", []),
    ],
)
def test_words_are_found_where_they_are_meant(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_an_exception_covers_only_the_word_inside_it() -> None:
    hits = scan("第一步做到第一", (FIRST,))
    assert [(hit.start, hit.end) for hit in hits] == [(5, 7)]
    assert hits[0].rule is FIRST


def test_of_overlapping_words_the_longest_counts_and_then_the_earlier_rule() -> None:
    other = WordRule("other", SAY, ("第一",), SAY)
    assert [hit.rule.id for hit in scan("第一", (FIRST, other))] == ["first"]
    assert found("全网最低", LOWEST) == ["全网最低"]


@given(st.text())
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="第一步最低全网 ab%100", max_size=40))
def test_hits_lie_apart_in_order_and_say_what_stands_there(text: str) -> None:
    hits = scan(text, (FIRST, LOWEST))
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert all(text[hit.start : hit.end] == hit.word for hit in hits)
