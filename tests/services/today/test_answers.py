"""The three questions are answered in a few lines by weight, in both languages, and say so where data lack."""

from __future__ import annotations

import pytest

from shopplanner.foundation import i18n
from shopplanner.services.today.answers import MOST, Question, answer
from shopplanner.services.wording import render
from shopplanner.services.workspace import Workspace


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_sample_shop_gets_ranked_lines_with_places(
    sample_workspace: Workspace, question: Question, language: str
) -> None:
    i18n.set_language(language)
    found = answer(sample_workspace, question)
    assert 0 < len(found.lines) <= MOST
    assert [line.weight for line in found.lines] == sorted((line.weight for line in found.lines), reverse=True)
    for line in found.lines:
        assert line.place is not None
        assert "{" not in render(line.text) + render(line.why)
    assert render(found.rule)


@pytest.mark.parametrize("question", Question)
def test_an_empty_shop_is_told_to_import(workspace: Workspace, question: Question) -> None:
    (line,) = answer(workspace, question).lines
    assert line.place is not None
    assert (line.place.tab, line.place.view) == ("metrics", "importing")


def test_the_ad_cut_of_the_sample_shop_is_named(sample_workspace: Workspace) -> None:
    ids = [line.text.id for line in answer(sample_workspace, Question.CHANGE).lines]
    assert "today.change.ads" in ids
    assert "today.change.pulled" in ids
