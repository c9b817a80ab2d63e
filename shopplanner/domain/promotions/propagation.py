"""Changes that others must know of: what counts as one, how edits of the same thing become one, what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from shopplanner.foundation.bilingual import Bilingual

REPORTED: Final = ("main_image", "detail_page", "title", "gift", "stock", "sku", "price")
"""What a person can report that was changed outside the program, the most usual first."""

OPPOSITE: Final[Mapping[str, str]] = {"stock": "restock", "restock": "stock"}
"""Kinds that take each other back."""

SOLD: Final = "on_sale"
FIELDS: Final[Mapping[str, str]] = {"title": "title", "list_price": "price", "tag_price": "price"}


@dataclass(frozen=True)
class Duty:
    """What a role does about a change; ``task`` and ``script`` have places for what changed."""

    role: str
    task: Bilingual
    script: Bilingual
    effort_minutes: int = 15


@dataclass(frozen=True)
class Spread:
    """A kind of change and the duties that it gives."""

    id: str
    title: Bilingual
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One field that changed, with its values in words; ``field`` tells edits of the same thing from others."""

    kind: str
    field: str
    before: str
    after: str


def kind_of(field: str, before: object, after: object) -> str:
    """Return the kind of change that an edit of a product's or variant's field is; empty if nobody must know.

    Stock matters where it ends and where it comes back, the state where a product leaves the shelf or returns.
    """
    if before == after:
        return ""
    if field == "stock":
        return _stock_kind(before, after)
    if field == "status":
        return "stock" if before == SOLD else "restock" if after == SOLD and before != "planned" else ""
    return FIELDS.get(field, "")


def _stock_kind(before: object, after: object) -> str:
    if after == 0:
        return "stock"
    return "restock" if before == 0 and after is not None else ""


def merged(
    before: Mapping[str, str], after: Mapping[str, str], edits: Iterable[Edit]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a change was and is by field, once more edits joined it; fields that are as before drop out."""
    first, last = dict(before), dict(after)
    for edit in edits:
        first.setdefault(edit.field, edit.before)
        last[edit.field] = edit.after
    kept = [field for field in last if first.get(field) != last[field]]
    return {field: first.get(field, "") for field in kept}, {field: last[field] for field in kept}


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a text with its places filled; braces that name nothing stay."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template
