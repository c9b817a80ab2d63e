"""Cells into typed values. A converter returns a value, None for missing, or raises ``ValueError`` for neither.

Missing is written ``-``, ``--``, empty, ``nan`` or ``null`` in real exports and is never a zero. A percent sign decides
a percent, never the size of the number (formats reference §1.4).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from shopplanner.domain.days import EPOCH, day_number

MISSING = frozenset({"", "-", "--", "—", "–", "nan", "null", "none", "n/a", "'null", "无", "无退款申请"})
PPM = 1_000_000
EXCEL_EPOCH = date(1899, 12, 30)
LARGEST = 2**62
MONEY_MARKS = re.compile(r"[,\s￥¥$元]")
DIGITS = re.compile(r"\d{8}")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
QUOTED_ID = re.compile(r'^="?"?(.*?)"*$')

Converter = Callable[[object], Any]


def clean(cell: object) -> str:
    """Return a cell as bare text: ``="..."`` unwrapped, leading apostrophe and outer blanks gone."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    content = str(cell).strip().replace("\ufeff", "")
    if content.startswith("="):
        match = QUOTED_ID.match(content)
        content = match.group(1) if match else content
    return content[1:].strip() if content.startswith("'") else content


def to_text(cell: object) -> str | None:
    """Return a text; None for missing."""
    content = clean(cell)
    return None if content.lower() in MISSING else content


def to_id(cell: object) -> str | None:
    """Return an id as text.

    Raises:
        ValueError: if a numeric cell is too long to have kept all its digits.
    """
    if isinstance(cell, str) and cell[-1:].isdigit() and cell[:1].isdigit():
        return cell
    if isinstance(cell, str) and cell[:2] == '="' and cell[-1:] == '"' and cell[2:3].isdigit():
        return cell[2:-1]
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) > 10**15:
        raise ValueError("digits_lost")
    return to_text(cell)


def to_decimal(cell: object) -> Decimal | None:
    """Return a number without separators, currency marks and units."""
    if isinstance(cell, (bool, date, timedelta)):
        raise ValueError("number")  # noqa: TRY004 - one kind of failure for whatever cannot be a number
    if isinstance(cell, (int, float)):
        if isinstance(cell, float) and not math.isfinite(cell):
            return None
        return Decimal(str(cell))
    content = clean(cell)
    if content.lower() in MISSING:
        return None
    try:
        number = Decimal(MONEY_MARKS.sub("", content))
    except InvalidOperation as error:
        raise ValueError("number") from error
    if not number.is_finite():
        raise ValueError("number")
    return number


def _whole(number: Decimal | None, factor: int) -> int | None:
    if number is None:
        return None
    scaled = int((number * factor).to_integral_value(rounding="ROUND_HALF_UP"))
    if abs(scaled) >= LARGEST:
        raise ValueError("number")
    return scaled


def to_count(cell: object) -> int | None:
    """Return a count; a fraction is refused."""
    number = to_decimal(cell)
    if number is not None and number != number.to_integral_value():
        raise ValueError("whole")
    return _whole(number, 1)


def to_money(cell: object) -> int | None:
    """Return an amount in minor units, rounded half up."""
    return _whole(to_decimal(cell), 100)


def to_ratio(cell: object) -> int | None:
    """Return a share in parts per million: ``4.86%`` and ``0.0486`` are both 48,600."""
    content = clean(cell) if isinstance(cell, str) else ""
    if content.endswith("%"):
        return _whole(to_decimal(content[:-1]), PPM // 100)
    return _whole(to_decimal(cell), PPM)


def to_score(cell: object) -> int | None:
    """Return a rating in millionths."""
    return _whole(to_decimal(cell), PPM)


def to_milliseconds(cell: object) -> int | None:
    """Return a duration given in seconds."""
    return _whole(to_decimal(cell), 1000)


def to_day(cell: object) -> int | None:
    """Return a day number from any of the forms that exports use, Excel's serial numbers included."""
    if isinstance(cell, datetime):
        return day_number(cell.date())
    if isinstance(cell, date):
        return day_number(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _numeric_day(int(cell))
    content = clean(cell)
    if content.lower() in MISSING:
        return None
    days = days_in(content)
    if not days:
        raise ValueError("date")
    if days[0] != days[-1]:
        raise ValueError("period")
    return day_number(days[0])


def _numeric_day(number: int) -> int:
    if 19000101 <= number <= 99991231:
        return day_number(_ymd(number // 10000, number // 100 % 100, number % 100))
    if 20000 <= number <= 80000:
        return day_number(EXCEL_EPOCH + timedelta(days=number))
    raise ValueError("date")


def days_in(content: str) -> list[date]:
    """Return every date that a text names, in order."""
    found = [(match.start(), _ymd(*map(int, match.groups()))) for match in DATE.finditer(content)]
    if not found:
        found = [
            (match.start(), _ymd(int(match[0][:4]), int(match[0][4:6]), int(match[0][6:])))
            for match in DIGITS.finditer(content)
            if 1900 <= int(match[0][:4]) <= 2199
        ]
    return [day for _, day in sorted(found)]


def _ymd(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError("date") from error


def to_second(cell: object) -> int | None:
    """Return a local moment in seconds since 1970-01-01; a bare day is its midnight."""
    if isinstance(cell, datetime):
        return int((cell.replace(tzinfo=None) - datetime(EPOCH.year, 1, 1)).total_seconds())  # noqa: DTZ001 - local time
    day = to_day(cell.split(" ")[0] if isinstance(cell, str) and DATE.match(cell.strip()) else cell)
    if day is None:
        return None
    time = TIME.search(cell) if isinstance(cell, str) else None
    hours, minutes, seconds = (int(part or 0) for part in time.groups()) if time else (0, 0, 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        raise ValueError("date")
    return day * 86400 + hours * 3600 + minutes * 60 + seconds


def to_province(cell: object) -> str | None:
    """Return an address's province; the rest of it is personal and goes no further."""
    content = to_text(cell)
    return content.split()[0][:12] if content else None


class Moments:
    """``to_second`` for millions of texts like ``2026-06-18 20:00:00``, of which only the days repeat."""

    def __init__(self) -> None:
        self._days: dict[str, int | None] = {}

    def __call__(self, cell: object) -> int | None:
        """Return a local moment in seconds since 1970-01-01."""
        if not isinstance(cell, str) or len(cell) != 19 or cell[10] != " " or cell[13] != ":":
            return to_second(cell)
        day = self._days.get(cell[:10])
        if day is None:
            day = self._days[cell[:10]] = to_day(cell[:10])
        hours, minutes, seconds = int(cell[11:13]), int(cell[14:16]), int(cell[17:])
        if day is None or hours > 23 or minutes > 59 or seconds > 59:
            raise ValueError("date")
        return day * 86400 + hours * 3600 + minutes * 60 + seconds


CONVERTERS: dict[str, Converter] = {
    "text": to_text,
    "id": to_id,
    "count": to_count,
    "money": to_money,
    "ratio": to_ratio,
    "score": to_score,
    "seconds": to_milliseconds,
    "day": to_day,
    "moment": to_second,
    "province": to_province,
}
"""Converters by the name that format packs use."""


class Remembering(dict[object, Any]):
    """A converter that remembers what it converted: exports repeat the same few thousand cells."""

    LIMIT = 20_000

    def __init__(self, convert: Converter) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, cell: object) -> Any:
        """Convert a cell seen for the first time."""
        value = self._convert(cell)
        if len(self) < self.LIMIT:
            self[cell] = value
        return value
