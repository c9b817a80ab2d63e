"""An item discount of the platform becomes a planned one for all its products, each with its own benefit."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from shopplanner.domain.errors import RuleError
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.discount_taking import can_take_discount, take_discount
from shopplanner.services.promotions.reconcile_lists import OfferRow, offer_rows
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import bring_one
from tests.fixtures.qianniu import offer_row, write_offers
from tests.services.promotions.planning import put_products


def rows_of(workspace: Workspace, folder: Path, *rows: tuple[str, ...]) -> list[OfferRow]:
    put_products(workspace, *((code, 10_000, None, None) for code in "ABC"))
    bring_one(workspace, write_offers(folder / "单品立减.xlsx", rows))
    return offer_rows(workspace)


def test_products_keep_their_own_amounts_and_the_largest_of_their_skus(workspace: Workspace, tmp_path: Path) -> None:
    rows = rows_of(
        workspace, tmp_path, offer_row("7", "A", "1", "减10元"), offer_row("7", "B", "2", "减8元"),
        offer_row("7", "B", "3", "减15元"), offer_row("7", "C", "4", "减10元"), offer_row("7", "Z", "5", "减10元"),
    )  # fmt: skip
    made = plans.promotion(workspace, take_discount(workspace, rows[0]).value)
    assert (made.name, made.mechanic, made.products) == ("秋冬立减", "item_discount", (1, 2, 3))
    assert dict(made.parameters) == {"kind": "amount", "amount": 1_000, "by_product": {"2": 1_500}}
    assert (made.starts, made.ends) == (datetime(2026, 11, 20), datetime(2026, 11, 30, 23, 59, 59))


def test_a_rate_is_taken_as_a_rate(workspace: Workspace, tmp_path: Path) -> None:
    row, _ = rows_of(workspace, tmp_path, offer_row("7", "A", "1", "9折"), offer_row("7", "B", "2", "减5元"))
    made = plans.promotion(workspace, take_discount(workspace, row).value)
    assert (made.products, dict(made.parameters)) == ((1,), {"kind": "percent", "rate": 1_000})
    assert not can_take_discount(offer_rows(workspace)[0])


def test_what_says_too_little_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    (row,) = rows_of(workspace, tmp_path, offer_row("7", "A", "1", "见详情"))
    assert not can_take_discount(row)
    with pytest.raises(RuleError):
        take_discount(workspace, row)
