"""Values of worksheets as text."""

from __future__ import annotations

from shopplanner.domain.positioning.worksheets import FieldKind, Value, WorksheetField, is_empty
from shopplanner.foundation.i18n import text
from shopplanner.services import wording


def worded(field: WorksheetField, value: Value | None) -> str:
    """Return a field's value in the language in force; a missing one as a dash."""
    if value is None or is_empty(value):
        return wording.MISSING
    match field.kind:
        case FieldKind.CHECK:
            return text("positioning.value.yes")
        case FieldKind.CHOICE:
            return _option(field, str(value))
        case FieldKind.CHOICES if isinstance(value, list):
            return wording.listed(_option(field, one) for one in value)
        case FieldKind.LIST if isinstance(value, list):
            return wording.listed(value)
        case FieldKind.RATING:
            return f"{value} / 5"
        case FieldKind.NUMBER if isinstance(value, int):
            return wording.number(value)
        case FieldKind.MONEY if isinstance(value, int):
            return wording.money(value)
        case FieldKind.PERCENT if isinstance(value, int):
            return wording.percent(value)
        case _:
            return str(value)


def _option(field: WorksheetField, option_id: str) -> str:
    option = field.option(option_id)
    return option_id if option is None else str(option.name)
