"""A notice: what is said to the person, kept in a list after it has gone from the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shopplanner.domain.messages import Message
from shopplanner.ui.common.action import Action

Severity = Literal["info", "good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened; ``hint`` says what to do about it, ``action`` does it."""

    said: Message
    severity: Severity
    at: datetime
    hint: Message | None = None
    action: Action | None = None
