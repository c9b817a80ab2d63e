"""How people and other programs name the catalogue's columns and choices, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shopplanner.domain.products.fields import fold
from shopplanner.foundation import i18n, packs

CHOICES = ("products.role.", "products.status.", "products.stage.")


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The headings that stand for a field."""

    field: str
    names: tuple[str, ...]


def headings() -> Mapping[str, str]:
    """Return folded headings to field names: those of the catalogue in both languages, and those of the pack."""
    found = {fold(name): one.field for one in _pack() for name in one.names}
    return found | _worded(("products.column.",))


def choice_words() -> Mapping[str, str]:
    """Return folded wording of roles, states and stages in both languages to their values; no role has words, too."""
    none = {fold(i18n.room(language, "products")["products.no_role"]): "" for language in i18n.LANGUAGES}
    return _worded(CHOICES) | none


def _pack() -> tuple[ColumnNames, ...]:
    return packs.load("product_columns", "default", ColumnNames).entries


def _worded(beginnings: tuple[str, ...]) -> dict[str, str]:
    return {
        fold(words): text_id.removeprefix(beginning)
        for language in i18n.LANGUAGES
        for text_id, words in i18n.room(language, "products").items()
        for beginning in beginnings
        if text_id.startswith(beginning)
    }
