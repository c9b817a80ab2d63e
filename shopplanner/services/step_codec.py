"""How a step's label, areas and place are written into the journal: JSON that keeps the types of placeholders."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import Message, Money, Param, Percent


def encode_message(said: Message) -> str:
    """Return a message as JSON."""
    return json.dumps(_plain(said), ensure_ascii=False)


def decode_message(text: str) -> Message:
    """Return the message that ``encode_message`` wrote."""
    decoded = _param(json.loads(text))
    if not isinstance(decoded, Message):
        raise TypeError(text)
    return decoded


def encode_areas(areas: Iterable[Area]) -> str:
    """Return areas as blank-separated words."""
    return " ".join(sorted(areas))


def decode_areas(text: str) -> frozenset[Area]:
    """Return the areas that ``encode_areas`` wrote."""
    return frozenset(Area(word) for word in text.split())


def encode_place(place: Place | None) -> str:
    """Return a place as ``tab/view#record``; empty for none."""
    return f"{place.tab}/{place.view}#{place.record}" if place else ""


def decode_place(text: str) -> Place | None:
    """Return the place that ``encode_place`` wrote."""
    if not text:
        return None
    page, _, record = text.partition("#")
    tab, _, view = page.partition("/")
    return Place(tab, view, record)


def _plain(value: Param) -> Any:
    match value:
        case Message(text_id, params):
            return {"text": text_id, "with": {name: _plain(param) for name, param in params.items()}}
        case Money(minor, currency):
            return {"money": minor, "currency": currency}
        case Percent(basis_points):
            return {"percent": basis_points}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case _:
            return value


def _param(value: Any) -> Param:
    match value:
        case {"text": text_id, "with": params}:
            return Message(text_id, {name: _param(param) for name, param in params.items()})
        case {"money": minor, "currency": currency}:
            return Money(minor, currency)
        case {"percent": basis_points}:
            return Percent(basis_points)
        case {"moment": moment}:
            return datetime.fromisoformat(moment)
        case {"day": day}:
            return date.fromisoformat(day)
        case str() | int() | float():
            return value
        case _:
            raise TypeError(value)
