"""The task table's columns: wide enough for what is always in them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation import i18n
from shopplanner.ui.promotions.tasks.table import role_words, task_columns
from shopplanner.ui.theme import theme


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_role_fits_its_column(themed: None, language: str) -> None:
    i18n.set_language(language)
    look = theme.current()
    column = next(column for column in task_columns() if column.key == "role")
    metrics = QFontMetrics(look.font())
    widest = max(metrics.horizontalAdvance(role_words(role)) for role in ROLES)
    assert widest + look.space(24) <= look.unit(column.width)
