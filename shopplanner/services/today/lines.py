"""A line of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from shopplanner.domain.changes import Place
from shopplanner.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer.

    Attributes:
        text: what to do, or what happened.
        why: the figures that it rests on.
        weight: the heavier it is, the further up it stands.
        role: good, warn, bad or muted.
        place: where to see it or do it.
    """

    text: Message
    why: Message
    weight: int
    role: str = "muted"
    place: Place | None = None
