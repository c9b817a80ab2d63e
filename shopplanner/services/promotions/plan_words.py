"""A promotion in words: what it offers, on what, and what a day of the calendar is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation import i18n
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.almanac import DayInfo
from shopplanner.services.wording import money

NAMED_PRODUCTS = 5


def listed(parts: Sequence[str]) -> str:
    """Return parts as a list in the language in force."""
    return ("、" if i18n.language() == "zh_CN" else ", ").join(parts)


def offer_words(promotion: Promotion) -> str:
    """Return what a promotion offers, such as ``满 ¥199.00 减 ¥20.00``."""
    get = promotion.get
    match promotion.mechanic:
        case "item_discount":
            return _discount_words(promotion)
        case "threshold_reduction":
            words = [_reduction(get("threshold"), get("reduction"))]
            words += [_reduction(tier["threshold"], tier["benefit"]) for tier in promotion.parameters.get("tiers", ())]
            if promotion.parameters.get("repeat") == "each":
                words.append(text("plan_export.offer.repeat"))
            return listed(words)
        case "coupon":
            kind = "coupon" if get("threshold") else "coupon_free"
            return text(f"plan_export.offer.{kind}", threshold=money(get("threshold")), face=money(get("face")))
        case "bundle":
            return text("plan_export.offer.bundle", price=money(get("price")))
        case "gift":
            gift = str(promotion.parameters.get("gift", ""))
            return text("plan_export.offer.gift", threshold=money(get("threshold")), gift=gift)
        case "member_day":
            return text("plan_export.offer.member_day", buy=get("buy"), free=get("free"))
        case _:
            return text("plan_export.offer.platform_event", off=_off(get("rate")))


def _discount_words(promotion: Promotion) -> str:
    match promotion.parameters.get("kind", "percent"):
        case "percent":
            rate = promotion.get("rate")
            return text("plan_export.offer.percent", off=_off(rate), fold=_short(10_000 - rate, 1000))
        case "amount":
            return text("plan_export.offer.amount", amount=money(promotion.get("amount")))
        case _:
            return text("plan_export.offer.fixed", price=money(promotion.get("price")))


def _reduction(threshold: int, benefit: int) -> str:
    return text("plan_export.offer.reduction", threshold=money(threshold), benefit=money(benefit))


def _off(rate: int) -> str:
    return f"{_short(rate, 100)}%"


def _short(value: int, unit: int) -> str:
    """Return a value in a unit with no more digits than it has: 1200 in hundreds is 12, 8800 in thousands 8.8."""
    return f"{value / unit:.3f}".rstrip("0").rstrip(".")


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
