"""Peers' conversion is typed in, kept with its day, forgotten, and undone."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.domain.errors import RuleError
from shopplanner.services import history
from shopplanner.services.today.industry import Industry, industry, set_industry
from shopplanner.services.workspace import Workspace


def test_the_figure_is_kept_with_its_day_and_can_be_undone(workspace: Workspace) -> None:
    assert industry(workspace) is None
    set_industry(workspace, 205)
    assert industry(workspace) == Industry(205, date(2026, 11, 22))
    set_industry(workspace, None)
    assert industry(workspace) is None
    history.undo(workspace)
    assert industry(workspace) == Industry(205, date(2026, 11, 22))


@pytest.mark.parametrize("wrong", [0, -1, 10_000])
def test_an_impossible_share_is_refused(workspace: Workspace, wrong: int) -> None:
    with pytest.raises(RuleError):
        set_industry(workspace, wrong)
