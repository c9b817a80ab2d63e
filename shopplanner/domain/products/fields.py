"""The fields of a product and of a variant that a person may type into, and how typed text becomes their value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from shopplanner.domain.products.roles import ROLES, STAGES, STATUSES

Kind = Literal["text", "required", "money", "count", "choice"]
Value = str | int | None

MISSING: Final = frozenset({"", "-", "--", "–", "—", "无"})
LARGEST: Final = 10**12
NOISE: Final = re.compile(r"[\s,，¥￥$元件]")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what kind of value it takes, and for a choice which."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()


class CellError(ValueError):
    """A typed text that cannot be a field's value; ``reason`` names a text ``products.reason.<reason>``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


PRODUCT_FIELDS: Final[Mapping[str, Field]] = {
    field.name: field
    for field in (
        Field("code", "required"),
        Field("title", "required"),
        Field("short_name", "text"),
        Field("category", "text"),
        Field("role", "choice", ("", *ROLES)),
        Field("status", "choice", STATUSES),
        Field("list_price", "money"),
        Field("tag_price", "money"),
        Field("cost", "money"),
        Field("floor_price", "money"),
        Field("stock", "count"),
        Field("life_stage", "choice", ("", *STAGES)),
        Field("note", "text"),
    )
}
SKU_FIELDS: Final[Mapping[str, Field]] = {
    field.name: field
    for field in (
        Field("code", "required"),
        Field("merchant_code", "text"),
        Field("name", "required"),
        Field("list_price", "money"),
        Field("cost", "money"),
        Field("stock", "count"),
        Field("has_image", "choice", ("yes", "no")),
    )
}


def typed_value(field: Field, typed: str, words: Mapping[str, str] | None = None) -> Value:
    """Return the value of a typed text.

    Args:
        field: what it is for.
        typed: the text of the cell; amounts may bear separators, a currency sign and full-width digits.
        words: folded wording of the choices in any language, to their values.

    Raises:
        CellError: if the text cannot be the field's value: ``required``, ``number``, ``fen``, ``negative``, ``whole``,
            ``large`` or ``choice``.
    """
    content = " ".join(typed.split())
    if field.kind in ("text", "required"):
        if field.kind == "required" and not content:
            raise CellError("required")
        return content
    if field.kind == "choice":
        return _choice(field, content, words or {})
    return _figure(content, 100 if field.kind == "money" else 1)


def fold(words: str) -> str:
    """Return words without differences of case, width and blanks, to compare headings and choices."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())


def _choice(field: Field, content: str, words: Mapping[str, str]) -> str:
    value = "" if content in MISSING else words.get(fold(content), content)
    if value not in field.choices:
        raise CellError("choice")
    return value


def _figure(content: str, steps: int) -> int | None:
    plain = NOISE.sub("", unicodedata.normalize("NFKC", content)).replace("−", "-")
    if plain in MISSING:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise CellError("number") from None
    if not number.is_finite():
        raise CellError("number")
    if number < 0:
        raise CellError("negative")
    if number >= LARGEST:
        raise CellError("large")
    if number * steps != (number * steps).to_integral_value():
        raise CellError("fen" if steps == 100 else "whole")
    return int(number * steps)
