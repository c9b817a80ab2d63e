"""The small words on the calendar: lunar days, festivals, rest and work, spans of promotions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shopplanner.domain.promotions.plan import Phase, Promotion
from shopplanner.foundation import i18n
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.almanac import DayInfo, day_info

TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
LUNAR_DAYS = (
    "初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十",
    "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十",
    "廿一", "廿二", "廿三", "廿四", "廿五", "廿六", "廿七", "廿八", "廿九", "三十",
)  # fmt: skip
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LUNAR_MONTHS = "正二三四五六七八九十冬腊"


def day_words(info: DayInfo) -> tuple[str, bool]:
    """Return what stands beside a date, and whether it matters: festival, holiday, solar term, or lunar day."""
    names = [str(each.name) + ("" if each.verified else "?") for each in info.festivals]
    yesterday = day_info(info.day - timedelta(days=1)).holiday
    if info.holiday is not None and info.holiday != yesterday and str(info.holiday) not in names:
        names.insert(0, str(info.holiday))
    if info.term:
        names.append(term(info.term))
    if names:
        return "·".join(names), True
    return lunar(info.lunar), False


def term(name: str) -> str:
    """Return a solar term in the language in force."""
    return text(f"promotions.term.{TERMS.index(name)}")


def lunar(name: str) -> str:
    """Return a lunar day: in Chinese as it is, elsewhere by number; the first of a month by month and day."""
    if i18n.language() == "zh_CN":
        return name
    if name in LUNAR_DAYS:
        return text("promotions.day.lunar", n=str(LUNAR_DAYS.index(name) + 1))
    return text("promotions.day.lunar", n=f"{LUNAR_MONTHS.index(name[0]) + 1}/1")


def badge(info: DayInfo) -> tuple[str, str]:
    """Return the mark of a rest day or of a make-up workday with its colour role; empty for other days."""
    if info.make_up:
        return text("promotions.day.work"), "warn"
    if info.holiday is not None:
        return text("promotions.day.off"), "bad"
    return "", ""


def day_tip(info: DayInfo) -> str:
    """Return everything about a day in one line."""
    festivals = [
        str(each.name) if each.verified else text("promotions.day.unverified", name=str(each.name))
        for each in info.festivals
    ]
    parts = [
        f"{info.day.isoformat()} {text(f'promotions.weekday.{WEEKDAYS[info.day.weekday()]}')}",
        lunar(info.lunar),
        term(info.term) if info.term else "",
        *festivals,
        str(info.holiday) if info.holiday else "",
        text("promotions.day.make_up") if info.make_up else "",
        text("rhythm.workdays.source_shop") if info.override else "",
        *(text("rhythm.day.running", name=str(each.name), last=date.fromisoformat(each.last)) for each in info.running),
        *(text("rhythm.day.factor", name=str(each.name)) for each in info.factors),
    ]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def moments(starts: datetime, ends: datetime) -> str:
    """Return a span of moments; whole days without hours."""
    whole = starts.time().isoformat() == "00:00:00" and ends.time().isoformat() == "23:59:59"
    if whole and starts.date() == ends.date():
        return f"{starts:%m-%d}"
    form = "%m-%d" if whole else "%m-%d %H:%M"
    return f"{starts.strftime(form)} → {ends.strftime(form)}"


def phase_words(phase: Phase) -> str:
    """Return what a phase is called: by its own name, or by its kind."""
    return phase.name or text(f"promotions.phase.{phase.kind}")


def bar_tip(promotion: Promotion, warning: str = "") -> str:
    """Return what a bar stands for, over several lines."""
    lines = [
        promotion.name,
        f"{moments(promotion.starts, promotion.ends)} · {text(f'promotions.status.{promotion.status}')}",
    ]
    lines += [f"{phase_words(phase)} {moments(phase.starts, phase.ends)}" for phase in promotion.phases]
    if promotion.tasks:
        lines.append(text("promotions.calendar.readiness", done=promotion.tasks_done, total=promotion.tasks))
    if warning:
        lines.append(warning)
    return "\n".join(lines)
