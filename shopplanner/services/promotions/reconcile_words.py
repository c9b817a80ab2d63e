"""The comparison with the platform in words, and its lists as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shopplanner.foundation.i18n import text
from shopplanner.interchange.table_workbook import Cell, Table, TableColumn
from shopplanner.services.promotions.reconcile import Compared, Reconciliation, ToolLine, reconcile
from shopplanner.services.promotions.reconcile_flags import FlagHint, flag_hints
from shopplanner.services.promotions.reconcile_lists import (
    CampaignRow,
    OfferRow,
    StrengthRow,
    campaign_rows,
    offer_rows,
    strength_rows,
)
from shopplanner.services.table_files import write_table
from shopplanner.services.workspace import Workspace

TO_YUAN = 100


@dataclass(frozen=True)
class PlatformPrices:
    """All of the platform's price lists beside ours."""

    prices: Reconciliation
    hints: tuple[FlagHint, ...]
    campaign: tuple[CampaignRow, ...]
    offers: tuple[OfferRow, ...]
    strength: tuple[StrengthRow, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was imported."""
        return not (self.prices.rows or self.campaign or self.offers or self.strength)


def platform_prices(workspace: Workspace) -> PlatformPrices:
    """Return everything that the platform's price exports say beside ours."""
    prices = reconcile(workspace)
    return PlatformPrices(
        prices,
        tuple(flag_hints(prices)),
        tuple(campaign_rows(workspace)),
        tuple(offer_rows(workspace)),
        tuple(strength_rows(workspace)),
    )


def reason_words(row: Compared | ToolLine) -> str:
    """Return why two figures probably differ; that they agree if they do."""
    return text(f"reconcile.reason.{row.reason}") if row.reason else text("reconcile.agrees")


def state_words(row: OfferRow) -> str:
    """Return how an item discount of the platform stands to the plan."""
    return text(f"reconcile.state.{row.state}")


def accepted_words(row: CampaignRow) -> str:
    """Return whether a campaign item's price is within what is asked."""
    if row.accepted is None:
        return text("reconcile.accepted.unknown")
    return text("reconcile.accepted.yes") if row.accepted else text("reconcile.accepted.no")


def flag_words(hint: FlagHint) -> str:
    """Return a rule that looks wrong, with the value under which all prices would agree."""
    flag = text(f"prices.rules.flag.{hint.flag}")
    known = {"True": "on", "False": "off"}
    return text(
        "reconcile.hint", flag=flag, n=hint.prices, value=text(f"reconcile.value.{known.get(hint.value, hint.value)}")
    )


def export_list(shown: PlatformPrices, which: str, path: Path) -> Path:
    """Write one of the lists: prices, campaign, offers or strength. Return the file written.

    Raises:
        CannotWriteError: if the system refuses.
    """
    tables = {"prices": _prices, "campaign": _campaign, "offers": _offers, "strength": _strength}
    return write_table(path, tables[which](shown))


def _table(which: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Cell]]) -> Table:
    heads = tuple(TableColumn(text(f"reconcile.column.{name}"), kind) for name, kind in columns)
    return Table(text(f"reconcile.list.{which}"), heads, rows)


def _yuan(amount: int | None) -> float | None:
    return None if amount is None else amount / TO_YUAN


def _prices(shown: PlatformPrices) -> Table:
    """Return a row for each tool of each SKU, so that the sheet can be filtered by tool."""
    columns = (
        ("product", ""), ("code", ""), ("sku_id", ""), ("sku", ""), ("platform", "money"), ("ours", "money"),
        ("difference", "money"), ("reason", ""), ("tool", ""), ("tool_platform", "money"), ("tool_ours", "money"),
        ("tool_reason", ""), ("moment", "moment"),
    )  # fmt: skip
    rows: list[list[Cell]] = []
    for row in shown.prices.rows:
        head: list[Cell] = [
            row.name, row.code, row.sku_id, row.sku, _yuan(row.platform), _yuan(row.ours), _yuan(row.difference),
            reason_words(row),
        ]  # fmt: skip
        lines: list[list[Cell]] = [
            [line.title, _yuan(line.platform), _yuan(line.ours), reason_words(line)] for line in row.lines
        ]
        rows += [[*head, *line, row.moment] for line in lines or [[None, None, None, None]]]
    return _table("prices", columns, rows)


def _campaign(shown: PlatformPrices) -> Table:
    columns = (
        ("product", ""), ("code", ""), ("sku_id", ""), ("sku", ""), ("entry", "money"), ("required", "money"),
        ("campaign_price", "money"), ("check", "money"), ("difference", "money"), ("accepted", ""),
        ("highest", "money"), ("line", "money"),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [
            row.name, row.code, row.sku_id, row.sku, _yuan(row.entry_price), _yuan(row.required), _yuan(row.platform),
            _yuan(row.ours), _yuan(row.difference), accepted_words(row), _yuan(row.highest), _yuan(row.line),
        ]
        for row in shown.campaign
    ]  # fmt: skip
    return _table("campaign", columns, rows)


def _offers(shown: PlatformPrices) -> Table:
    columns = (
        ("product", ""), ("code", ""), ("sku", ""), ("offer", ""), ("benefit", ""), ("starts", "moment"),
        ("ends", "moment"), ("planned", ""), ("state", ""),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [
            row.name, row.code, row.sku, row.offer, row.benefit, row.starts, row.ends, row.promotion, state_words(row),
        ]
        for row in shown.offers
    ]  # fmt: skip
    return _table("offers", columns, rows)


def _strength(shown: PlatformPrices) -> Table:
    columns = (
        ("product", ""), ("code", ""), ("stars", ""), ("limited", ""), ("price", "money"), ("suggested", "money"),
        ("cut", "money"), ("said", ""), ("general", "money"), ("left", "money"), ("rival", ""),
        ("rival_price", "money"), ("sales", "count"),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [
            row.name, row.code, row.stars, row.limited, _yuan(row.price), _yuan(row.suggested), _yuan(row.cut),
            row.said, _yuan(row.ours), _yuan(row.left), row.rival, _yuan(row.rival_price), row.sales,
        ]
        for row in shown.strength
    ]  # fmt: skip
    return _table("strength", columns, rows)
