"""What a promotion offers, in a few words: ``满 ¥199.00 减 ¥20.00``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.wording import listed, money

FIGURES: Final = ("threshold", "reduction", "face", "price", "amount", "deposit", "counts_as", "cap")
COUNTS: Final = ("pieces", "buy", "free")


def offer_words(promotion: Promotion) -> str:
    """Return what a promotion offers."""
    make = WORDED.get(promotion.mechanic, _plain)
    return make(promotion)


def _say(name: str, promotion: Promotion, **others: str) -> str:
    """Return a text with the promotion's amounts, counts and rate filled in."""
    values: dict[str, object] = {each: money(promotion.get(each)) for each in FIGURES}
    values |= {each: promotion.get(each) for each in COUNTS}
    values |= {"off": off(promotion.get("rate")), "fold": fold(promotion.get("rate"))}
    return text(f"plan_export.offer.{name}", **values, **others)


def _plain(promotion: Promotion) -> str:
    return _say(promotion.mechanic, promotion)


def _discount(promotion: Promotion) -> str:
    """Return an item discount, whose products may have figures of their own."""
    words = _say(promotion.choice("kind"), promotion)
    return _several(promotion, words)


def _several(promotion: Promotion, words: str) -> str:
    """Add that some products have figures of their own."""
    own = len(promotion.parameters.get("by_product") or {})
    return listed([words, text("plan_export.offer.by_product", n=own)]) if own else words


def _reduction_of_one(promotion: Promotion) -> str:
    """Return a reduction named by its mechanic, in money or percent."""
    taken = _say("amount" if promotion.choice("kind") == "amount" else "percent", promotion)
    named = text("plan_export.offer.named", name=text(f"promotions.mechanic.{promotion.mechanic}"), words=taken)
    return _several(promotion, named)


def _threshold(promotion: Promotion) -> str:
    """Return a reduction from an amount on, with its tiers."""
    if promotion.choice("kind") == "percent":
        parts = [_say("amount_percent", promotion)]
        tiers = promotion.parameters.get("rate_tiers") or ()
        parts += [
            text("plan_export.offer.amount_percent", threshold=money(tier["threshold"]), **_rates(tier["benefit"]))
            for tier in tiers
        ]
    else:
        parts = [_say("reduction", promotion)]
        parts += [
            text("plan_export.offer.reduction", threshold=money(tier["threshold"]), reduction=money(tier["benefit"]))
            for tier in promotion.parameters.get("tiers") or ()
        ]
    return listed([*parts, *_repeated(promotion), *_capped(promotion)])


def _quantity(promotion: Promotion) -> str:
    """Return a reduction from a number of pieces on, with its tiers."""
    if promotion.choice("kind") == "percent":
        parts = [_say("pieces_percent", promotion)]
        parts += [
            text("plan_export.offer.pieces_percent", pieces=tier["threshold"], **_rates(tier["benefit"]))
            for tier in promotion.parameters.get("rate_tiers") or ()
        ]
    else:
        parts = [_say("pieces_amount", promotion)]
        parts += [
            text("plan_export.offer.pieces_amount", pieces=tier["threshold"], reduction=money(tier["benefit"]))
            for tier in promotion.parameters.get("tiers") or ()
        ]
    return listed([*parts, *_repeated(promotion), *_capped(promotion)])


def _any_n(promotion: Promotion) -> str:
    parts = [_say("any_n_for_price", promotion)]
    parts += [
        text("plan_export.offer.any_n_for_price", pieces=tier["threshold"], price=money(tier["benefit"]))
        for tier in promotion.parameters.get("tiers") or ()
    ]
    return listed(parts)


def _coupon(promotion: Promotion) -> str:
    return _say("coupon" if promotion.get("threshold") else "coupon_free", promotion)


def _platform_coupon(promotion: Promotion) -> str:
    steps = [(promotion.get("threshold"), promotion.get("face"))]
    steps += [(tier["threshold"], tier["benefit"]) for tier in promotion.parameters.get("tiers") or ()]
    parts = [
        text("plan_export.offer.reduction", threshold=money(threshold), reduction=money(face))
        for threshold, face in steps
    ]
    kind = text(f"promotions.coupon_kind.{promotion.choice('coupon')}")
    return text("plan_export.offer.named", name=kind, words=listed(parts))


def _nth(promotion: Promotion) -> str:
    return _say("nth_fixed" if promotion.choice("kind") == "fixed" else "nth_percent", promotion)


def _gift(promotion: Promotion) -> str:
    gift = str(promotion.parameters.get("gift", ""))
    name = "gift_pieces" if promotion.choice("kind") == "pieces" else "gift"
    return _say(name, promotion, gift=gift)


def _clearance(promotion: Promotion) -> str:
    """Return the rungs of a clearance, by day or by how long the stock lasts."""
    measure = promotion.choice("measure")
    rungs = [
        text(f"plan_export.offer.rung_{measure}", n=tier["threshold"], **_rates(tier["benefit"]))
        for tier in promotion.parameters.get("tiers") or ()
    ]
    return text("plan_export.offer.named", name=text("promotions.mechanic.clearance"), words=listed(rungs))


def _packet(promotion: Promotion) -> str:
    return _say("red_packet" if promotion.get("threshold") else "red_packet_free", promotion)


def _freight(promotion: Promotion) -> str:
    return _say("free_freight" if promotion.get("threshold") else "free_freight_any", promotion)


def _cross_shop(promotion: Promotion) -> str:
    return listed([_say("cross_shop", promotion), *_capped(promotion)])


def _repeated(promotion: Promotion) -> list[str]:
    """Return how often a reduction is given, where it is more than once."""
    if promotion.parameters.get("kind") == "percent":
        return []
    match promotion.parameters.get("repeat"):
        case "each":
            return [text("plan_export.offer.repeat")]
        case "up_to":
            return [text("plan_export.offer.up_to", n=promotion.get("times"))]
        case _:
            return []


def _capped(promotion: Promotion) -> list[str]:
    return [_say("cap", promotion)] if promotion.get("cap") else []


def _rates(rate: int) -> Mapping[str, str]:
    return {"off": off(rate), "fold": fold(rate)}


def off(rate: int) -> str:
    """Return a rate as ``12%``."""
    return f"{_short(rate, 100)}%"


def fold(rate: int) -> str:
    """Return what a rate leaves in the trade's tenths: 1200 off is ``8.8``."""
    return _short(10_000 - rate, 1000)


def _short(value: int, unit: int) -> str:
    """Return a value in a unit with no more digits than it has: 1200 in hundreds is 12, 8800 in thousands 8.8."""
    return f"{value / unit:.3f}".rstrip("0").rstrip(".")


WORDED: Final[Mapping[str, Callable[[Promotion], str]]] = {
    "item_discount": _discount,
    "daily_reduction": _reduction_of_one,
    "member_reduction": _reduction_of_one,
    "returning_reduction": _reduction_of_one,
    "flash_sale": lambda each: _several(each, _plain(each)),
    "platform_event": lambda each: _several(each, _plain(each)),
    "threshold_reduction": _threshold,
    "quantity_reduction": _quantity,
    "any_n_for_price": _any_n,
    "nth_piece": _nth,
    "coupon": _coupon,
    "category_coupon": _platform_coupon,
    "cross_shop": _cross_shop,
    "red_packet": _packet,
    "free_freight": _freight,
    "gift": _gift,
    "clearance": _clearance,
}
