"""What the reverse calculator is filled with from a product, and its questions as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from sqlalchemy import select

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions import solvers
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.domain.promotions.rounding import YUAN
from shopplanner.domain.promotions.solvers import Solution
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.promotions.ribbon import ribbon
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

LINE_DAYS: Final = 15
"""Days whose lowest price is the line of a campaign. Source: campaign whitepaper, 2026-05-19."""
AHEAD: Final = 120
"""Days ahead in which the next campaign is looked for."""
Kind = Literal["money", "rate", "count"]
Values = Mapping[str, int]
Answers = tuple[tuple[str, Solution], ...]


@dataclass(frozen=True)
class Known:
    """What is known of a product for reverse questions; ``values`` by field, in fen, basis points or pieces.

    ``campaign`` is the name of the next platform campaign that it is in; empty if there is none.
    """

    product_id: int
    name: str
    values: Mapping[str, int]
    campaign: str = ""


@dataclass(frozen=True)
class Question:
    """A reverse question: its fields with their kinds, those that may stay empty, and how it is answered."""

    id: str
    fields: tuple[tuple[str, Kind], ...]
    answer: Callable[[Values], Answers]
    optional: frozenset[str] = frozenset()


def known_of(workspace: Workspace, product_id: int) -> Known:
    """Return what is known of a product.

    Raises:
        NotFoundError: if the product is gone or has no price.
    """
    now = workspace.clock.now().replace(tzinfo=None)
    today = now.date()
    with workspace.read() as session:
        row = session.get(ProductRow, product_id)
        tag = None if row is None else row.tag_price if row.tag_price is not None else row.list_price
        if row is None or tag is None:
            raise NotFoundError(message("promotions.error.product_gone"))
        coming = promotions_in(session, workspace.shop_id, today, today + timedelta(days=AHEAD))
    campaign = _next_campaign(coming, product_id, now.isoformat(sep=" "))
    prices = _prices(workspace, product_id)
    values: dict[str, int | None] = {"tag": tag, "cost": row.cost, **prices, **_examples(prices["price"])}
    if campaign is not None:
        values["rate"] = campaign.get("rate")
        values["next_price"] = _needed(workspace, product_id, campaign)
    present = {name: value for name, value in values.items() if value is not None}
    return Known(product_id, row.short_name or row.title, present, campaign.name if campaign else "")


def _next_campaign(coming: list[Promotion], product_id: int, now: str) -> Promotion | None:
    """Return the first platform campaign that begins from now on and has the product."""
    fitting = [
        each
        for each in coming
        if each.mechanic == "platform_event"
        and each.counts
        and each.starts.isoformat(sep=" ") > now
        and (each.whole_shop or product_id in each.products)
    ]
    return min(fitting, key=lambda each: each.starts, default=None)


def _prices(workspace: Workspace, product_id: int) -> dict[str, int]:
    """Return what one piece costs today, and the lowest such price of the days before."""
    today = workspace.clock.now().date()
    past = ribbon(workspace, product_id, today - timedelta(days=LINE_DAYS), today - timedelta(days=1)).segments
    now = ribbon(workspace, product_id, today, today).segments
    return {
        "price": min(each.general for each in now if each.general is not None),
        "line": min(each.check_value for each in past if each.check_value is not None),
    }


def _examples(price: int) -> dict[str, int]:
    """Return wanted prices to begin with: today's, and ten percent under it."""
    less = price * 9 // 10
    return {"target": price, "after": less, "total": less * DEFAULTS["pieces"]}


def _needed(workspace: Workspace, product_id: int, campaign: Promotion) -> int:
    """Return the lowest price of a campaign that the check takes."""
    span = ribbon(workspace, product_id, campaign.starts.date(), campaign.ends.date()).segments
    inside = [each for each in span if each.starts <= campaign.ends and each.ends >= campaign.starts]
    return min(each.check_value for each in inside if each.check_value is not None)


def product_choices(workspace: Workspace) -> list[tuple[int, str]]:
    """Return the products that have a price, by name."""
    with workspace.read() as session:
        rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == workspace.shop_id)).all()
        priced = [row for row in rows if row.tag_price is not None or row.list_price is not None]
        return sorted(((row.id, row.short_name or row.title) for row in priced), key=lambda each: each[1])


# the questions


def _target(values: Values) -> Answers:
    return (("item_reduction", solvers.reduction_for_target(values["tag"], values["target"], values["rate"])),)


def _entry(values: Values) -> Answers:
    line, rate = values["line"], values["rate"]
    return (
        ("entry_yuan", solvers.largest_entry_price(line, rate, YUAN)),
        ("entry_fen", solvers.largest_entry_price(line, rate, 1)),
    )


def _keep(values: Values) -> Answers:
    given = values["price"], values["pieces"], values["total"]
    return ("coupon", solvers.coupon_for_total(*given)), ("percent", solvers.rate_for_total(*given))


def _break_even(values: Values) -> Answers:
    before, after, cost = values["price"], values["after"], values["cost"]
    return (
        ("uplift", solvers.break_even_uplift(before, after, cost)),
        ("roi", solvers.break_even_roi(after, cost)),
    )


def _deepest(values: Values) -> Answers:
    found = solvers.deepest_discount(
        values["price"], values["cost"], values["margin"], fees=values.get("fees", 0), line=values.get("next_price")
    )
    return (("discount", found),)


def _ratio(values: Values) -> Answers:
    return (("ratio", solvers.entry_price_ratio(values["everyday"], values["campaign"])),)


QUESTIONS: Final = (
    Question("target", (("tag", "money"), ("target", "money"), ("rate", "rate")), _target),
    Question("entry", (("line", "money"), ("rate", "rate")), _entry),
    Question("keep", (("price", "money"), ("pieces", "count"), ("total", "money")), _keep),
    Question("break_even", (("price", "money"), ("after", "money"), ("cost", "money")), _break_even),
    Question(
        "deepest",
        (("price", "money"), ("cost", "money"), ("margin", "rate"), ("fees", "rate"), ("next_price", "money")),
        _deepest,
        frozenset({"fees", "next_price"}),
    ),
    Question("ratio", (("everyday", "rate"), ("campaign", "rate")), _ratio),
)

DEFAULTS: Final[Mapping[str, int]] = {
    "rate": 1_200,
    "pieces": 2,
    "margin": 2_000,
    "everyday": 1_000,
    "campaign": 1_200,
}
"""What fields hold where the product says nothing: the usual rates of big and daily campaigns, two pieces."""


def answered(question: Question, values: Mapping[str, int | None]) -> Answers | None:
    """Return the answers to a question; None as long as a field that it needs is empty or cannot be meant."""
    given = {name: value for name, value in values.items() if value is not None}
    needed = {name for name, _kind in question.fields} - question.optional
    if not needed <= set(given) or any(value < 0 for value in given.values()):
        return None
    rates = [given[name] for name, kind in question.fields if kind == "rate" and name in given]
    positive = [given[name] for name, kind in question.fields if kind != "rate" and name in given and name != "cost"]
    if any(rate >= 10_000 for rate in rates) or any(amount <= 0 for amount in positive):
        return None
    return question.answer(given)
