"""The price ribbon's figures come together from prices, line, protections and gates."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.services.promotions.price_band import SERIES, price_band
from shopplanner.services.workspace import Workspace
from tests.services.promotions.shop import SOAP, at, double_11, put, put_products, tenth_off


def test_a_product_has_amounts_for_every_moment(workspace: Workspace) -> None:
    put_products(workspace)
    event = put(workspace, double_11())
    put(workspace, tenth_off())
    band = price_band(workspace, SOAP, date(2026, 10, 25), date(2026, 11, 30))
    assert band.segments[0].starts == at("10-25")
    assert [each.promotion_id for each in band.protections] == [event]
    before, under = band.amounts(at("10-26", "12:00:00")), band.amounts(at("11-25", "12:00:00"))
    assert tuple(before) == SERIES
    # Soap costs 100.00 and is had for a tenth less from the 20th on; a piece costs the shop 40.00.
    assert (before["general"], under["general"], under["cost"]) == (10_000, 9_000, 4_000)
    assert set(band.line) >= {date(2026, 10, 25), date(2026, 11, 30)}


def test_a_product_that_is_gone_has_none(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        price_band(workspace, 99, date(2026, 10, 25), date(2026, 11, 30))
