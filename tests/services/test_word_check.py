"""Texts and papers are scanned by the packs in force."""

from __future__ import annotations

import pytest

from shopplanner.domain.papers import Checklist, Facts, Grid, Heading, Paper, PaperColumn, Script, Words
from shopplanner.services import word_check


def test_the_shipped_rules_name_no_word_twice() -> None:
    words = [word for rule in word_check.rules() for word in rule.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("全网首发 持久留香沐浴露", ["exclusive"]),
        ("五星好评返现5元", ["review_money", "review_money"]),
        ("28天淡斑,无副作用", ["cosmetic_claims", "medical"]),
        ("第一时间发货,买2送1", []),
        ("持久留香 500ml", []),
    ],
)
def test_everyday_texts(text: str, rules: list[str]) -> None:
    assert [hit.rule.id for hit in word_check.check(text)] == rules


def test_every_sentence_of_a_paper_is_read() -> None:
    word = "顶级"
    paper = Paper(
        "brief", f"{word}0", "",
        (
            Heading(f"{word}1"), Words(f"{word}2"), Facts((("label", f"{word}3"), ("n", 4))),
            Grid("table", (PaperColumn("a"),), ((f"{word}5",), (6,))),
            Checklist(((f"{word}7", False),)), Script("say", f"{word}8"),
        ),
    )  # fmt: skip
    placed = word_check.check_paper(paper)
    assert [each.text[-1] for each in placed] == ["0", "1", "2", "3", "7", "8"]
    assert [each.place for each in placed][-3:] == ["label", f"{word}1", "say"]
