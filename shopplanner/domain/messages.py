"""What the program wants to say, as an id with values; the wording lives in ``resources/translations``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's minor unit (分 for CNY), to be shown as money."""

    minor: int
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in basis points (1234 is 12.34 %), to be shown as a percentage."""

    basis_points: int


Param: TypeAlias = "str | int | float | date | datetime | Money | Percent | Message"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be worded later: id of the text and the values for its placeholders."""

    id: str
    params: Mapping[str, Param] = field(default_factory=lambda: MappingProxyType({}), hash=False)


def message(text_id: str, /, **params: Param) -> Message:
    """Return the message ``text_id`` with its placeholder values."""
    return Message(text_id, MappingProxyType(params))
