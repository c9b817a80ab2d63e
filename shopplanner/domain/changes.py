"""What an edit did: changed areas, the place to go to, and the journal step that undoes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from shopplanner.domain.messages import Message

T = TypeVar("T")


class Area(StrEnum):
    """A part of the workspace that pages watch for changes."""

    SHOP = "shop"
    SETTINGS = "settings"
    WORKSHEETS = "worksheets"
    LISTINGS = "listings"
    PRODUCTS = "products"
    PROMOTIONS = "promotions"
    TASKS = "tasks"
    FACTS = "facts"
    VIEWS = "views"
    TARGETS = "targets"
    EVENTS = "events"
    PACKS = "packs"


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window and, if given, the record on it: ``promotions/calendar#12``."""

    tab: str
    view: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The result of one unit of work.

    Attributes:
        value: what the service returns to its caller, such as the new record's id.
        label: the step's name for undo, as in "Move 618 warm-up to 3 June".
        areas: parts of the workspace that changed; empty if nothing did.
        step_id: journal step that can be undone; None if nothing changed.
        place: where the change can be seen.
        told: who else was told of the change, to be said to the person who made it.
    """

    value: T
    label: Message
    areas: frozenset[Area]
    step_id: int | None
    place: Place | None = None
    told: Message | None = None
