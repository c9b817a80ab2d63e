"""Amounts that are estimates: shown in whole yuan, since more digits would promise too much."""

from __future__ import annotations

from shopplanner.services import wording


def whole(minor: float) -> str:
    """Return an estimated amount in minor units as whole yuan."""
    yuan = round(minor / 100)
    return ("−" if yuan < 0 else "") + wording.SYMBOLS["CNY"] + f"{abs(yuan):,}"


def pieces(value: float) -> str:
    """Return an estimated number of pieces."""
    return wording.number(round(value))
