"""Cells into typed values. A converter returns a value, None for missing, or raises ``ValueError`` for neither.

Missing is written ``-``, ``--``, empty, ``nan`` or ``null`` in real exports and is never a zero. A percent sign decides
a percent, never the size of the number: some reports write ``4.86%``, others ``0.0486``, and a ratio may exceed 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Final

from shopplanner.domain.days import EPOCH, day_number

MISSING = frozenset({"", "-", "--", "—", "–", "nan", "null", "none", "n/a", "'null", "无"})
ZERO = frozenset({"无退款申请"})
"""Words that stand for nothing having been paid back, which is a known zero."""
PPM = 1_000_000
EXCEL_EPOCH = date(1899, 12, 30)
LARGEST = 2**62
MONEY_MARKS = re.compile(r"[,\s￥¥$元]")
DIGITS = re.compile(r"\d{8}")
SERIAL = re.compile(r"[2-7]\d{4}")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
ROUNDED_ID = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{2}")
"""How a spreadsheet program writes a long number into a CSV file: ``4.05112E+18``."""

QUOTED_ID = re.compile(r'^="?"?(.*?)"*$')

REASONS: Final = frozenset({"number", "whole", "date", "period", "digits_lost", "key_missing", "totals", "cut"})
"""Why a row can be set aside; each has a text ``imports.reason.<id>``."""

PROVINCE = re.compile(
    "(北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    "甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:壮族|回族|维吾尔)?(?:省|市|自治区|特别行政区)?"
)
CITY = re.compile(r"\s*([\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟))(?=\s|$|[\u4e00-\u9fff])")
MUNICIPALITIES = frozenset({"北京", "上海", "天津", "重庆"})

Converter = Callable[[object], Any]


def clean(cell: object) -> str:
    """Return a cell as bare text: ``="..."`` unwrapped, leading apostrophe and outer blanks gone."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
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
    if isinstance(cell, str) and cell.isascii() and cell.isdigit():
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) > 10**15:
        raise ValueError("digits_lost")
    if isinstance(cell, str) and ROUNDED_ID.fullmatch(cell.strip()):
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
    if content in ZERO:
        return Decimal(0)
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
    if isinstance(cell, str) and cell[-3:-2] == "." and cell.isascii() and (cell[:-3] + cell[-2:]).isdigit():
        return int(cell[:-3] + cell[-2:])
    return _whole(to_decimal(cell), 100)


def to_ratio(cell: object) -> int | None:
    """Return a share in parts per million: ``4.86%`` and ``0.0486`` are both 48,600."""
    content = clean(cell) if isinstance(cell, str) else ""
    if content.endswith("%"):
        return _whole(to_decimal(content[:-1]), PPM // 100)
    return _whole(to_decimal(cell), PPM)


def to_percent(cell: object) -> int | None:
    """Return a share in parts per million from a column whose other cells have percent signs."""
    return to_ratio(cell) if isinstance(cell, str) and "%" in cell else _whole(to_decimal(cell), PPM // 100)


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
        return _numeric_day(int(cell)) if math.isfinite(cell) else None
    content = clean(cell)
    if content.lower() in MISSING:
        return None
    if SERIAL.fullmatch(content):
        return _numeric_day(int(content))
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


def to_key_text(cell: object) -> str:
    """Return a text that is a part of a key: empty for missing."""
    return to_text(cell) or ""


def to_key_id(cell: object) -> str:
    """Return an id that a row may lack: empty for missing.

    Raises:
        ValueError: if a numeric cell is too long to have kept all its digits.
    """
    return to_id(cell) or ""


def to_span_start(cell: object) -> int | None:
    """Return the second at which a span like ``2026-03-23 00:00:00至2026-03-31 23:59:59`` begins."""
    found = _moments_in(cell)
    return found[0] if found else None


def to_span_end(cell: object) -> int | None:
    """Return the last second of a span; None where it names one moment only. A bare day lasts until its end."""
    found = _moments_in(cell)
    if len(found) < 2:
        return None
    whole = TIME.search(clean(cell)) is None
    return found[-1] + 86399 if whole else found[-1]


def _moments_in(cell: object) -> list[int]:
    """Return every moment that a text names, in order, in seconds since 1970-01-01."""
    content = clean(cell)
    starts = [match.start() for match in DATE.finditer(content)]
    parts = [content[at:end] for at, end in pairwise([*starts, len(content)])]
    return [second for part in parts if (second := to_second(part.strip())) is not None]


def to_province(cell: object) -> str | None:
    """Return the province that an address begins with, in short; the rest of it is personal and goes no further."""
    match = PROVINCE.match(to_text(cell) or "")
    return match[1] if match else None


def to_city(cell: object) -> str | None:
    """Return the city that an address names after its province, and nothing beyond."""
    content = to_text(cell) or ""
    province = PROVINCE.match(content)
    if province is None:
        return None
    if province[1] in MUNICIPALITIES:
        return f"{province[1]}市"
    city = CITY.match(content, province.end())
    return city[1] if city else None


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
    "percent": to_percent,
    "province": to_province,
    "city": to_city,
    "key_text": to_key_text,
    "key_id": to_key_id,
    "span_start": to_span_start,
    "span_end": to_span_end,
}
"""Converters by the name that format packs use."""
