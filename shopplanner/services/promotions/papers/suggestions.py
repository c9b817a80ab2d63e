"""What can stand in a paper's fields where nobody has written anything yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.papers.facts import PromotionFacts, break_even
from shopplanner.services.promotions.papers.fields import PaperField
from shopplanner.services.promotions.prices import ProductPrices
from shopplanner.services.wording import listed, money


def value(field: PaperField, facts: PromotionFacts) -> str:
    """Return what stands in a field: what was written, else what is known, else nothing."""
    return facts.written.get(field.id) or suggestion(field, facts)


def suggestion(field: PaperField, facts: PromotionFacts) -> str:
    """Return what the workspace proposes for a field; empty if nothing."""
    if field.suggestion in facts.known:
        return facts.known[field.suggestion]
    make = MADE.get(field.suggestion)
    return make(facts) if make is not None else ""


def _elements(facts: PromotionFacts) -> str:
    """Return price tag, offers and gifts that the picture has to show."""
    parts = [offer_words(facts.promotion)]
    if facts.priced:
        low = min(facts.priced, key=lambda each: each.prices.general)
        parts.append(text("papers.suggest.price_tag", name=low.name, price=money(low.prices.general)))
    parts += [text("papers.suggest.gift", gift=gift_name(each)) for each in _gifts(facts)]
    return "\n".join(parts)


def _gift_rule(facts: PromotionFacts) -> str:
    return "\n".join(offer_words(each) for each in _gifts(facts))


def _gifts(facts: PromotionFacts) -> list[Promotion]:
    return [each for each in (facts.promotion, *facts.companions) if each.mechanic == "gift"]


def gift_name(promotion: Promotion) -> str:
    """Return what a gift promotion gives."""
    return str(promotion.parameters.get("gift", ""))


def _greeting(facts: PromotionFacts) -> str:
    left_out = facts.left_out
    told = [each for each in (facts.promotion, *facts.companions) if each.name not in left_out]
    offers = listed(offer_words(each) for each in told)
    return text("papers.suggest.greeting", shop=facts.shop, offers=offers)


def _urge(facts: PromotionFacts) -> str:
    return text("papers.suggest.urge", ends=f"{facts.promotion.ends:%m-%d %H:%M}")


def _protection(_facts: PromotionFacts) -> str:
    return text("papers.suggest.protection")


def _bid(facts: PromotionFacts) -> str:
    """Return the break-even cost of a click as the margin times the share of clicks that buy."""
    earning = _least_margin(facts)
    if earning is None:
        return ""
    return text("papers.suggest.bid", name=earning.name, margin=money(earning.margin))


def _stop(facts: PromotionFacts) -> str:
    """Return the sales for each yuan of ads below which the promotion loses."""
    earning = _least_margin(facts)
    if earning is None:
        return ""
    return text("papers.suggest.stop", name=earning.name, roi=break_even(earning) or "")


def _least_margin(facts: PromotionFacts) -> ProductPrices | None:
    """Return the product that its lowest price leaves least, but something; None if no cost is known."""
    earning = [each for each in facts.priced if each.margin is not None and each.margin > 0]
    return min(earning, key=lambda each: each.margin or 0, default=None)


def _uses(_facts: PromotionFacts) -> str:
    return text("papers.suggest.uses")


def _size(_facts: PromotionFacts) -> str:
    return text("papers.suggest.size")


def _donts(_facts: PromotionFacts) -> str:
    return text("papers.suggest.donts")


MADE: Mapping[str, Callable[[PromotionFacts], str]] = {
    "bid": _bid,
    "stop": _stop,
    "elements": _elements,
    "gifts": _gift_rule,
    "greeting": _greeting,
    "urge": _urge,
    "protection": _protection,
    "uses": _uses,
    "size": _size,
    "donts": _donts,
}
