"""A promotion in words: on what it works, and what a day of the calendar is."""

from __future__ import annotations

from collections.abc import Mapping

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation import i18n
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.almanac import DayInfo
from shopplanner.services.wording import listed

NAMED_PRODUCTS = 5


def scope_words(promotion: Promotion, names: Mapping[int, str]) -> str:
    """Return the products of a promotion by name, the first few of many."""
    if promotion.whole_shop:
        return text("plan_export.scope.all")
    found = [names[each] for each in promotion.products if each in names]
    words = listed(found[:NAMED_PRODUCTS])
    more = len(found) - NAMED_PRODUCTS
    return text("plan_export.scope.more", names=words, more=more) if more > 0 else words


def day_words(info: DayInfo) -> str:
    """Return what a day is: holiday or make-up workday, festivals, solar term, and in Chinese its lunar day."""
    names = [str(info.holiday)] if info.holiday else []
    names += [text("plan_export.day.make_up")] if info.make_up else []
    names += [
        str(each.name) if each.verified else text("plan_export.day.unverified", name=str(each.name))
        for each in info.festivals
    ]
    names += _chinese(info)
    return " ".join(dict.fromkeys(names))


def _chinese(info: DayInfo) -> list[str]:
    """Return the solar term and the lunar day, which only Chinese readers plan by."""
    if i18n.language() != "zh_CN":
        return []
    return [info.term] if info.term else [info.lunar]
