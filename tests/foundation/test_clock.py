"""The clock can be made to stand still."""

from __future__ import annotations

from datetime import UTC, datetime

from shopplanner.foundation.clock import FixedClock, SystemClock


def test_a_fixed_clock_stands_still() -> None:
    moment = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    clock = FixedClock(moment)
    assert clock.now() == moment
    assert clock.today() == moment.date()


def test_the_system_clock_knows_its_zone() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is not None
    assert clock.today() in {clock.now().date(), datetime.now(UTC).astimezone().date()}
