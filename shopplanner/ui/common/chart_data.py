"""What charts are given: lines, bands, pins, targets, bars and bubbles, and how their figures are worded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from shopplanner.foundation import i18n
from shopplanner.services.wording import MISSING

Format: TypeAlias = "Callable[[float | None], str]"
LINE_ROLES: Final = ("chart1", "chart2", "chart3", "chart4", "chart5")


@dataclass(frozen=True, slots=True)
class Series:
    """A line over days; ``values`` go with the chart's days, None where there is no figure.

    Attributes:
        key: stable name.
        name: worded name, written at the line's end.
        values: one for each day of the chart.
        role: colour role; chosen by order if empty.
        dashed: for comparisons and plans.
        low: lower edge of a range around the line, such as a forecast's.
        high: upper edge of that range.
        format: words of a value in the read-out; the chart's own if None.
        stepped: whether a value holds until the next one, as prices do, rather than turn into it.
    """

    key: str
    name: str
    values: Sequence[float | None]
    role: str = ""
    dashed: bool = False
    low: Sequence[float | None] | None = None
    high: Sequence[float | None] | None = None
    format: Format | None = None
    stepped: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded span of days with its name, such as a promotion; both ends belong to it."""

    name: str
    start: date
    end: date
    role: str = "accent"


@dataclass(frozen=True, slots=True)
class Pin:
    """A small mark on a day, such as an entry of the edit journal; ``key`` comes back when it is clicked."""

    day: date
    name: str
    key: str = ""
    role: str = "chart2"


@dataclass(frozen=True, slots=True)
class Target:
    """A dashed level across the chart."""

    name: str
    value: float
    role: str = "muted"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``start`` lifts its foot from zero for a waterfall, ``label`` stands at its end."""

    name: str
    value: float | None
    role: str = "chart1"
    label: str = ""
    start: float = 0.0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble at (x, y) whose area goes with ``size``."""

    key: str
    name: str
    x: float
    y: float
    size: float
    role: str = "chart1"
    note: str = ""


def compact(value: float | None) -> str:
    """Return a figure short enough for an axis: 万 and 亿 in Chinese, k and M in English."""
    if value is None:
        return MISSING
    steps = ((1e8, "亿"), (1e4, "万")) if i18n.language() == "zh_CN" else ((1e9, "B"), (1e6, "M"), (1e3, "k"))
    for step, unit in steps:
        if abs(value) >= step:
            return _short(value / step) + unit
    return _short(value)


def compact_money(value: float | None) -> str:
    """Return an amount in yuan, short enough for an axis."""
    return MISSING if value is None else ("−" if value < 0 else "") + "¥" + compact(abs(value))


def compact_percent(value: float | None) -> str:
    """Return a share (0.123) as a short percentage."""
    return MISSING if value is None else _short(value * 100) + "%"


def _short(value: float) -> str:
    words = f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return words.replace("-", "−")
