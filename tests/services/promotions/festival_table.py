"""Writes the table of festivals and solar terms anew: ``python -m tests.services.promotions.festival_table``.

The table is reckoned by the program's own calendar arithmetic; the tests compare it with two libraries.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from borax.calendars.lunardate import LunarDate

from shopplanner.foundation import paths
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.promotions import festivals

YEARS = range(2020, 2036)
TERMS = {
    "小寒": "Minor Cold", "大寒": "Major Cold", "立春": "Start of Spring", "雨水": "Rain Water",
    "惊蛰": "Awakening of Insects", "春分": "Spring Equinox", "清明": "Pure Brightness", "谷雨": "Grain Rain",
    "立夏": "Start of Summer", "小满": "Grain Buds", "芒种": "Grain in Ear", "夏至": "Summer Solstice",
    "小暑": "Minor Heat", "大暑": "Major Heat", "立秋": "Start of Autumn", "处暑": "End of Heat",
    "白露": "White Dew", "秋分": "Autumn Equinox", "寒露": "Cold Dew", "霜降": "Frost's Descent",
    "立冬": "Start of Winter", "小雪": "Minor Snow", "大雪": "Major Snow", "冬至": "Winter Solstice",
}  # fmt: skip
HEAD = """[pack]
id = "{id}"
kind = "festival_days"
title = {{ en = "{en}", zh_CN = "{zh}" }}
version = "2026-11-24"
source = "calendar arithmetic for 2020 to 2035, compared with two calendar libraries day by day"
grade = "M"
"""


def festival_text() -> str:
    """Return the pack of festivals: one entry for each yearly rule of the shipped packs."""
    parts = [HEAD.format(id="festivals", en="Festivals 2020 to 2035", zh="2020–2035 年节日表")]
    for festival in festivals.festivals():
        if festival.rule == "date":
            continue
        days = [day for year in YEARS for day in festivals.calculated(festival, year)]
        names = ("month", "day", "weekday", "offset")
        numbers = [(name, value) for name in names if (value := getattr(festival, name))]
        parts.append(_entry(festival.id, festival.name, festival.rule, numbers, days))
    return "\n".join(parts)


def term_text() -> str:
    """Return the pack of the 24 solar terms."""
    found: dict[str, list[date]] = {name: [] for name in TERMS}
    for day in _days():
        term = LunarDate.from_solar(day).term
        if term:
            found[term].append(day)
    parts = [HEAD.format(id="terms", en="Solar terms 2020 to 2035", zh="2020–2035 年二十四节气")]
    for number, (name, days) in enumerate(found.items(), 1):
        parts.append(_entry(f"term_{number}", Bilingual(TERMS[name], name), "term", [], days))
    return "\n".join(parts)


def _days() -> Iterator[date]:
    day = date(YEARS[0], 1, 1)
    while day.year <= YEARS[-1]:
        yield day
        day += timedelta(days=1)


def _entry(key: str, name: Bilingual, rule: str, numbers: list[tuple[str, int]], days: list[date]) -> str:
    lines = [
        "[[entries]]",
        f'id = "{key}"',
        f'name = {{ en = "{name.en}", zh_CN = "{name.zh_CN}" }}',
        f'rule = "{rule}"',
        *(f"{field} = {value}" for field, value in numbers),
        "days = [",
        *(_line(days[start : start + 8]) for start in range(0, len(days), 8)),
        "]",
    ]
    return "\n".join(lines) + "\n"


def _line(days: list[date]) -> str:
    quoted = ", ".join(f'"{day}"' for day in days)
    return f"    {quoted},"


def files() -> dict[Path, str]:
    """Return the table's files with what they are to hold."""
    folder = paths.resources() / "packs" / "festival_days"
    return {folder / "festivals.toml": festival_text(), folder / "terms.toml": term_text()}


if __name__ == "__main__":
    for file, content in files().items():
        file.write_text(content, encoding="utf-8")
