"""The one place that asks for the time, so that tests and the sample shop can set it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present local time, with its zone."""
        ...

    def today(self) -> date:
        """Return the present local day."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the present local time, with its zone."""
        return datetime.now(UTC).astimezone()

    def today(self) -> date:
        """Return the present local day."""
        return self.now().date()


class FixedClock:
    """A clock that stands still at ``moment``."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """Return the fixed moment."""
        return self._moment

    def today(self) -> date:
        """Return the fixed moment's day."""
        return self._moment.date()
