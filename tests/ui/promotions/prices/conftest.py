"""A shop of three products with a few offers, and a way to read what is shown."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put, put_products

Shop = dict[str, int]


@pytest.fixture
def shop(workspace: Workspace) -> Shop:
    """A at 100.00 with 10 % off now, B at 50.00 sold below cost from the 25th, C without cost."""
    ids = put_products(workspace, ("A", 10_000, 4000, None), ("B", 5000, 4600, None), ("C", 3000, None, None))
    found = dict(zip("ABC", ids, strict=True))
    put(
        workspace, "item_discount", "2026-11-20 00:00:00", "2026-11-30 23:59:59",
        name="Tenth", kind="percent", rate=1000, products=(found["A"],),
    )  # fmt: skip
    for name in ("Sale", "More", "Third"):
        put(
            workspace, "coupon", "2026-11-25 20:00:00", "2026-11-26 23:59:59",
            name=name, threshold=4000, face=500 if name == "Sale" else 100, whole_shop=True, audience="all",
        )  # fmt: skip
    return found


def words(widget: QWidget) -> list[str]:
    """Return what the labels inside a widget say that are still to be seen."""
    return [each.text() for each in widget.findChildren(QLabel) if each.text() and not each.isHidden()]
