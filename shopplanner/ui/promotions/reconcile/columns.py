"""The columns of the four lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from shopplanner.services.promotions.ledger_words import moment_words
from shopplanner.services.promotions.reconcile import Compared
from shopplanner.services.promotions.reconcile_lists import CampaignRow, OfferRow, StrengthRow
from shopplanner.services.promotions.reconcile_words import accepted_words, reason_words, state_words
from shopplanner.services.wording import MISSING, money, number
from shopplanner.ui.common.table import Column

R = TypeVar("R")
STATE_ROLES = {"same": "good", "missing": "bad", "no_product": "warn"}


def _text(name: str, read: Callable[[R], str], width: float, role: Callable[[R], str] | None = None) -> Column[R]:
    return Column(
        name, f"reconcile.column.{name}", lambda row: read(row) or MISSING, tooltip=read, role=role, width=width
    )


def _amount(
    name: str, read: Callable[[R], int | None], width: float = 5, role: Callable[[R], str] | None = None
) -> Column[R]:
    return Column(
        name, f"reconcile.column.{name}", lambda row: money(read(row)), sort=read, number=True, role=role, width=width
    )


def price_columns() -> list[Column[Compared]]:
    """Return product, SKU, both prices, their difference, its reason and the moment."""
    return [
        _text("product", lambda row: row.name, 8),
        _text("sku", lambda row: row.sku or row.sku_id, 6),
        _amount("platform", lambda row: row.platform, 5.4),
        _amount("ours", lambda row: row.ours, 5.4),
        _amount("difference", lambda row: row.difference, 5.4, lambda row: "bad" if row.differs else "good"),
        _text("reason", reason_words, 11.5, lambda row: "warn" if row.differs else "good"),
        Column("moment", "reconcile.column.moment", lambda row: moment_words(row.moment),
               sort=lambda row: row.moment, width=8.8),
    ]  # fmt: skip


def campaign_columns() -> list[Column[CampaignRow]]:
    """Return product, SKU, entry price, what is asked, both check values, the verdict and our own line."""
    return [
        _text("product", lambda row: row.name, 8),
        _text("sku", lambda row: row.sku or row.sku_id, 6),
        _amount("entry", lambda row: row.entry_price, 5.6),
        _amount("required", lambda row: row.required, 7.4),
        _amount("check", lambda row: row.ours, 6.4),
        _text("accepted", accepted_words, 5, _accepted_role),
        _amount("highest", lambda row: row.highest, 6.4),
        _amount("campaign_price", lambda row: row.platform, 7.4),
        _amount("difference", lambda row: row.difference, 5, lambda row: "bad" if row.difference else ""),
        _amount("line", lambda row: row.line, 6.4),
    ]


def _accepted_role(row: CampaignRow) -> str:
    return "muted" if row.accepted is None else "good" if row.accepted else "bad"


def offer_columns() -> list[Column[OfferRow]]:
    """Return product, SKU, the platform's offer, how it stands to the plan's, and its days."""
    return [
        _text("product", lambda row: row.name, 8),
        _text("sku", lambda row: row.sku, 5.5),
        _text("offer", lambda row: row.offer, 7),
        _text("benefit", lambda row: row.benefit, 5),
        _text("state", state_words, 8, lambda row: STATE_ROLES.get(row.state, "warn")),
        _text("planned", lambda row: row.promotion, 7),
        Column("starts", "reconcile.column.starts", lambda row: moment_words(row.starts) if row.starts else MISSING,
               sort=lambda row: row.starts, width=8.8),
        Column("ends", "reconcile.column.ends", lambda row: moment_words(row.ends) if row.ends else MISSING,
               sort=lambda row: row.ends, width=8.8),
    ]  # fmt: skip


def strength_columns() -> list[Column[StrengthRow]]:
    """Return product, rating, prices, the cut asked for, what it leaves, and the rival."""
    return [
        _text("product", lambda row: row.name, 8),
        _text("stars", lambda row: row.stars, 3.6),
        _text("limited", lambda row: row.limited, 4, lambda row: "warn" if row.is_limited else ""),
        _amount("price", lambda row: row.price, 5.6),
        _amount("suggested", lambda row: row.suggested, 6),
        _amount("cut", lambda row: row.cut, 5, lambda row: "bad" if row.cut else ""),
        _text("said", lambda row: row.said, 3.6),
        _amount("general", lambda row: row.ours, 5.4),
        _amount("left", lambda row: row.left, 5.4, lambda row: "bad" if (row.left or 0) < 0 else ""),
        _text("rival", lambda row: row.rival, 6),
        _amount("rival_price", lambda row: row.rival_price, 5.6),
        Column("sales", "reconcile.column.sales", lambda row: number(row.sales), sort=lambda row: row.sales,
               number=True, width=4),
    ]  # fmt: skip


def needs_look(row: Any) -> bool:
    """Whether a row of any of the lists differs or asks for something."""
    if isinstance(row, Compared):
        return row.differs
    if isinstance(row, CampaignRow):
        return row.accepted is False or bool(row.difference)
    if isinstance(row, OfferRow):
        return row.state != "same"
    return bool(row.cut) or row.is_limited
