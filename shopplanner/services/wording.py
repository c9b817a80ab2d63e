"""Messages into sentences, figures into text: one way for window, command line and reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from shopplanner.domain.messages import Message, Money, Param, Percent
from shopplanner.foundation import i18n

MISSING = "–"
SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "TWD": "NT$"}
NO_MINOR_UNIT = frozenset({"JPY"})


def render(message: Message) -> str:
    """Return the message in the language in force."""
    return i18n.text(message.id, **{name: _worded(value) for name, value in message.params.items()})


def money(minor: int | None, currency: str = "CNY") -> str:
    """Return an amount of minor units as ``¥1,234.50``; a missing amount as a dash."""
    if minor is None:
        return MISSING
    sign, size = ("−" if minor < 0 else ""), abs(minor)
    symbol = SYMBOLS.get(currency, currency + " ")
    if currency in NO_MINOR_UNIT:
        return f"{sign}{symbol}{size:,}"
    return f"{sign}{symbol}{size // 100:,}.{size % 100:02d}"


def percent(basis_points: int | None, digits: int = 1) -> str:
    """Return basis points as ``12.3%``; a missing share as a dash."""
    if basis_points is None:
        return MISSING
    return f"{basis_points / 100:.{digits}f}%".replace("-", "−")


def number(value: float | None, digits: int = 0) -> str:
    """Return a count with thousands separators; a missing one as a dash."""
    if value is None:
        return MISSING
    return f"{value:,.{digits}f}".replace("-", "−")


def listed(parts: Iterable[str]) -> str:
    """Return parts one after the other, as the language in force separates them."""
    return ("、" if i18n.language() == "zh_CN" else ", ").join(parts)


def _worded(value: Param) -> object:
    """Return a placeholder's value as text; integers stay numbers so that texts can choose their number form."""
    match value:
        case Message():
            return render(value)
        case Money(minor, currency):
            return money(minor, currency)
        case Percent(basis_points):
            return percent(basis_points)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case _:
            return value
