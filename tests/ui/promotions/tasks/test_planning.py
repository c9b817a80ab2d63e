"""The menu of usual tasks offers two weeks' routines and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from shopplanner.services.promotions.task_board import PromotionChoice
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.tasks.planning import Planning


@pytest.fixture
def host(themed: None) -> Iterator[QWidget]:
    made = QWidget()
    yield made
    made.close()
    made.deleteLater()


def test_only_what_is_to_come_is_offered_and_no_letter_of_a_name_becomes_a_key(
    app_context: AppContext, host: QWidget
) -> None:
    coming = PromotionChoice(1, "Soap & Co", date(2026, 12, 1), coming=True)
    over = PromotionChoice(2, "Over", date(2026, 11, 1), coming=False)
    planning = Planning(app_context, host)
    words = [each.text() for each in planning.menu([coming, over]).actions() if not each.isSeparator()]
    assert words[2:] == ["12-01  Soap && Co"]
    assert len([each for each in planning.menu([]).actions() if not each.isSeparator()]) == 2
