"""Values of worksheets as text in both languages."""

from __future__ import annotations

import pytest

from shopplanner.domain.positioning.worksheets import FieldKind, Option, Value, WorksheetField
from shopplanner.foundation import i18n
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.positioning.wording import worded

ANSWERS = (Option("a", Bilingual("Company", "公司")), Option("b", Bilingual("Person", "个人")))


@pytest.mark.parametrize(
    ("kind", "value", "english", "chinese"),
    [
        (FieldKind.TEXT, "香", "香", "香"),
        (FieldKind.TEXT, " ", "–", "–"),
        (FieldKind.MONEY, None, "–", "–"),
        (FieldKind.CHECK, True, "Yes", "有"),
        (FieldKind.CHOICE, "a", "Company", "公司"),
        (FieldKind.CHOICE, "gone", "gone", "gone"),
        (FieldKind.CHOICES, ["a", "b"], "Company, Person", "公司、个人"),
        (FieldKind.LIST, ["x", "y"], "x, y", "x、y"),
        (FieldKind.RATING, 4, "4 / 5", "4 / 5"),
        (FieldKind.NUMBER, 12_000, "12,000", "12,000"),
        (FieldKind.MONEY, 123_450, "¥1,234.50", "¥1,234.50"),
        (FieldKind.PERCENT, 1234, "12.3%", "12.3%"),
        (FieldKind.DATE, "2026-11-24", "2026-11-24", "2026-11-24"),
    ],
)
def test_values_read_as_a_person_writes_them(kind: FieldKind, value: Value | None, english: str, chinese: str) -> None:
    field = WorksheetField("a", Bilingual("x", "甲"), kind, options=ANSWERS)
    assert worded(field, value) == english
    i18n.set_language("zh_CN")
    assert worded(field, value) == chinese
