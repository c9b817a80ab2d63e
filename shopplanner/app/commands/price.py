"""``price``: price one cart, described in a JSON file, under a dated set of stacking rules. Amounts are in fen."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from shopplanner.app.commands.answer import Answer
from shopplanner.domain.errors import InputError, Location
from shopplanner.domain.messages import Message, message
from shopplanner.domain.promotions.offers import CartLine, Offer, PricedCart, Tier
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.services.promotions.prices import ProfileEntry

PARTS: Final[Mapping[str, type]] = {"lines": CartLine, "offers": Offer, "tiers": Tier}


@dataclass(frozen=True)
class Case:
    """A cart as the file describes it: rules by ``profile``, else those of ``platform`` at ``moment``.

    Without ``buyer`` every offer counts, with it only those for its audiences; ``freight`` is charged unless waived.
    """

    lines: tuple[CartLine, ...]
    offers: tuple[Offer, ...] = ()
    profile: str = ""
    moment: datetime | None = None
    platform: str = "taobao"
    buyer: tuple[str, ...] | None = None
    freight: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", type=Path, metavar="CASE.json", help=text("cli.price.case"))


def run(given: argparse.Namespace) -> Answer:
    """Price the cart."""
    from shopplanner.domain.promotions.pricing import price_cart

    case = read_case(given.case)
    profile = _profile(case, given.case)
    cart = price_cart(case.lines, case.offers, profile.as_profile(case.platform), case.buyer, case.freight)
    return Answer(_as_data(cart, profile), tuple(_lines(cart, profile)))


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


def _as_data(cart: PricedCart, profile: ProfileEntry) -> dict[str, Any]:
    from shopplanner.services.wording import render

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
        "profile": profile.id,
        "inferred": list(profile.inferred),
    }


def _lines(cart: PricedCart, profile: ProfileEntry) -> list[str]:
    from shopplanner.services.wording import money, render

    return [
        text("cli.price.total", tag=money(cart.tag_total), payable=money(cart.payable)),
        *(f"  −{money(step.total)}  {render(step.text)}" for step in cart.steps),
        *(f"  ✗ {render(each.reason)}" for each in cart.rejected),
        text("cli.price.rules", title=profile.title, id=profile.id),
    ]
