"""``price``: price one cart, described in a JSON file, under a dated set of stacking rules. Amounts are in fen."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from shopplanner.app.commands.answer import Answer
from shopplanner.domain.errors import InputError, Location
from shopplanner.domain.messages import Message, message
from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart, Tier
from shopplanner.domain.promotions.rounding import WHOLE
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.domain.promotions.economics import Economics
    from shopplanner.domain.promotions.refunds import Refund
    from shopplanner.services.promotions.prices import ProfileEntry

PARTS: Final[Mapping[str, type]] = {"lines": CartLine, "offers": Offer, "tiers": Tier}


@dataclass(frozen=True)
class Case:
    """A cart as the file describes it: rules by ``profile``, else those of ``platform`` at ``moment``.

    Without ``buyer`` every offer counts, with it only those for its audiences; ``freight`` is charged unless waived.
    ``returned`` are pieces by SKU that come back; with ``others_lose`` what stays is priced anew. ``fee_rate`` is the
    platform's share in basis points, ``freight_cost`` what sending costs the shop.
    """

    lines: tuple[CartLine, ...]
    offers: tuple[Offer, ...] = ()
    profile: str = ""
    moment: datetime | None = None
    platform: str = "taobao"
    buyer: tuple[str, ...] | None = None
    freight: int = 0
    returned: dict[str, int] = field(default_factory=dict)
    others_lose: bool = False
    fee_rate: int = 0
    freight_cost: int = 0

    @property
    def returned_lines(self) -> dict[int, int]:
        """Pieces that come back by the number of their line."""
        numbers = {line.sku: number for number, line in enumerate(self.lines)}
        return {numbers[sku]: pieces for sku, pieces in self.returned.items()}


@dataclass(frozen=True)
class Priced:
    """A priced case: the cart, what it leaves the shop, and what is paid back if pieces come back."""

    cart: PricedCart
    economics: Economics
    refund: Refund | None
    profile: ProfileEntry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", type=Path, metavar="CASE.json", help=text("cli.price.case"))


def run(given: argparse.Namespace) -> Answer:
    """Price the cart."""
    case = read_case(given.case)
    priced = _priced(case, _profile(case, given.case))
    return Answer(_as_data(priced), tuple(_lines(priced)))


def _priced(case: Case, profile: ProfileEntry) -> Priced:
    from shopplanner.domain.promotions.economics import economics
    from shopplanner.domain.promotions.pricing import Pricer
    from shopplanner.domain.promotions.refunds import refund

    pricer = Pricer(case.offers, profile.as_profile(case.platform), case.buyer)
    cart = pricer.price(case.lines, case.freight)
    reprice = pricer.price if case.others_lose else None
    back = refund(cart, case.returned_lines, reprice) if case.returned else None
    return Priced(cart, economics(cart, case.fee_rate, case.freight_cost), back, profile)


def read_case(path: Path) -> Case:
    """Return the case in a file.

    Raises:
        InputError: if the file cannot be read or does not describe a cart; says which entry is wrong.
    """
    import msgspec

    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        _refuse_unknown(raw, Case, "$")
        case = msgspec.convert(raw, Case)
    except FileNotFoundError as error:
        raise InputError(message("errors.not_found", path=str(path)), message("errors.not_found_hint")) from error
    except OSError as error:
        raise _bad(path, message("errors.os", reason=error.strerror or str(error))) from error
    except (ValueError, msgspec.ValidationError) as error:
        raise _bad(path, message("cli.price.reason", reason=str(error))) from error
    _refuse_impossible(case, path)
    return case


def _refuse_unknown(raw: Any, schema: Any, place: str) -> None:
    """Raise where an entry is named that the form does not have: a misspelt one would be ignored silently.

    Raises:
        ValueError: naming the entry.
    """
    if not isinstance(raw, dict):
        return
    known = {field.name for field in dataclasses.fields(schema)}
    for name, value in raw.items():
        if name not in known:
            raise ValueError(text("cli.price.unknown", name=f"{place}.{name}", known=", ".join(sorted(known))))
        if name in PARTS and isinstance(value, list):
            for number, each in enumerate(value):
                _refuse_unknown(each, PARTS[name], f"{place}.{name}[{number}]")


def _refuse_impossible(case: Case, path: Path) -> None:
    """Raise where figures cannot be meant."""
    if not case.lines:
        raise _bad(path, message("cli.price.no_lines"))
    for number, line in enumerate(case.lines):
        if line.quantity < 1 or line.tag_price < 0:
            raise _bad(path, message("cli.price.line", place=f"$.lines[{number}]"))
    pieces = {line.sku: line.quantity for line in case.lines}
    for sku, back in case.returned.items():
        if sku not in pieces or not 0 <= back <= pieces[sku]:
            raise _bad(path, message("cli.price.returned", sku=sku, n=pieces.get(sku, 0)))
    if not 0 <= case.fee_rate <= WHOLE or case.freight_cost < 0:
        raise _bad(path, message("cli.price.rate"))
    ids = [offer.id for offer in case.offers]
    if len(set(ids)) < len(ids):
        raise _bad(path, message("cli.price.same_id"))


def _bad(path: Path, reason: Message) -> InputError:
    return InputError(message("cli.price.bad", reason=reason), message("cli.price.bad_hint"), Location(file=str(path)))


def _profile(case: Case, path: Path) -> ProfileEntry:
    from shopplanner.foundation.clock import SystemClock
    from shopplanner.services.promotions.prices import profile_at, profiles

    if not case.profile:
        moment = case.moment or SystemClock().now()
        return profile_at(moment.replace(tzinfo=None), case.platform)
    found = next((entry for entry in profiles() if entry.id == case.profile), None)
    if found is None:
        known = ", ".join(entry.id for entry in profiles())
        raise _bad(path, message("cli.price.no_profile", profile=case.profile, known=known))
    return found


def _as_data(priced: Priced) -> dict[str, Any]:
    from shopplanner.services.wording import render

    cart = priced.cart
    return {
        "payable": cart.payable,
        "list_total": cart.list_total,
        "tag_total": cart.tag_total,
        "freight": cart.freight,
        "total": cart.total,
        "presale": dataclasses.asdict(cart.presale) if cart.presale else None,
        "lines": [
            {"sku": line.sku, "quantity": line.quantity, "payable": payable, "pieces": list(pieces)}
            for line, payable, pieces in zip(cart.lines, cart.line_payable, cart.unit_payable, strict=True)
        ],
        "steps": [
            {
                "offer": step.offer.id,
                "tool": step.offer.tool,
                "layer": step.layer,
                "taken": list(step.taken),
                "total": step.total,
                "text": render(step.text),
            }
            for step in cart.steps
        ],
        "rejected_offers": [
            {"offer": each.offer.id, "reason": render(each.reason), "saved": each.saved} for each in cart.rejected
        ],
        "gifts_cost": cart.gifts_cost,
        "economics": {**dataclasses.asdict(priced.economics), "contribution": priced.economics.contribution},
        "refund": _refund_data(priced),
        "profile": priced.profile.id,
        "inferred": list(priced.profile.inferred),
    }


def _refund_data(priced: Priced) -> dict[str, Any] | None:
    """Return what is paid back and how it comes about; None where nothing comes back."""
    refund = priced.refund
    if refund is None:
        return None
    return {
        "amount": refund.amount,
        "withheld": refund.withheld,
        "lost": [offer.id for offer in refund.lost],
        "paid_after": refund.paid_after,
        "lines": [
            {
                "sku": priced.cart.lines[back.line].sku,
                "pieces": back.pieces,
                "tag": back.tag,
                "taken": {offer.id: part for offer, part in back.taken},
                "amount": back.amount,
            }
            for back in refund.lines
        ],
    }


def _lines(priced: Priced) -> list[str]:
    from shopplanner.services.wording import money, render

    cart, profile = priced.cart, priced.profile
    left = priced.economics.contribution
    extra = [] if left is None else [text("cli.price.contribution", amount=money(left))]
    if priced.refund is not None:
        extra.append(text("cli.price.refund", amount=money(priced.refund.amount)))
    return [
        text("cli.price.total", tag=money(cart.tag_total), payable=money(cart.payable)),
        *(f"  −{money(step.total)}  {render(step.text)}" for step in cart.steps),
        *(f"  ✗ {render(each.reason)}" for each in cart.rejected),
        *extra,
        text("cli.price.rules", title=profile.title, id=profile.id),
    ]
