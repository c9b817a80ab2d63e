"""A small shop to plan for: three products with round prices, and promotions around 22 November 2026."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from shopplanner.domain.promotions.plan import Phase, Promotion
from shopplanner.services.promotions import plans
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

SOAP, CREAM, BRUSH = 1, 2, 3
"""Ids of the products: soap for 100.00 (cost 40.00), cream for 50.00 (cost 45.00), a brush without a price."""


def at(day: str, clock: str = "00:00:00") -> datetime:
    """Return a moment of 2026: ``at("11-20")``."""
    year = "" if day.count("-") == 2 else "2026-"
    return datetime.fromisoformat(f"{year}{day} {clock}")


def till(day: str) -> datetime:
    """Return the last second of a day of 2026."""
    return at(day, "23:59:59")


def put_products(workspace: Workspace) -> None:
    """Store the three products."""
    with workspace.database.write() as connection:
        for code, name, tag, cost in (
            ("A", "沐浴露", 10_000, 4_000),
            ("B", "香膏", 5_000, 4_500),
            ("C", "浴刷", None, None),
        ):
            row = {"code": code, "title": f"留香{name}", "short_name": name, "tag_price": tag, "cost": cost}
            connection.execute(insert(ProductRow).values(shop_id=workspace.shop_id, **row))


def put(workspace: Workspace, wanted: Promotion) -> int:
    """Store a promotion and return its id."""
    return plans.create(workspace, wanted).value


def tenth_off(**changes: object) -> Promotion:
    """Return 10 % off soap, 20 to 29 November, scheduled."""
    given: dict[str, object] = {
        "name": "沐浴露 9 折",
        "mechanic": "item_discount",
        "starts": at("11-20"),
        "ends": till("11-29"),
        "status": "scheduled",
        "products": (SOAP,),
        "parameters": {"kind": "percent", "rate": 1000},
        **changes,
    }
    return Promotion(**given)  # type: ignore[arg-type]  # a test's own keywords


def double_11(year: int = 2026) -> Promotion:
    """Return a platform event of a year with opening and peak, 20:00 on 1 to 13 November."""
    day = f"{year}-11-".format
    return Promotion(
        name="双11",
        mechanic="platform_event",
        starts=datetime.fromisoformat(f"{day()}01 20:00:00"),
        ends=datetime.fromisoformat(f"{day()}13 23:59:59"),
        lane="platform",
        status="scheduled",
        whole_shop=True,
        parameters={"rate": 1200},
        phases=(
            Phase(
                "opening", datetime.fromisoformat(f"{day()}01 20:00:00"), datetime.fromisoformat(f"{day()}03 23:59:59")
            ),
            Phase("peak", datetime.fromisoformat(f"{day()}09 00:00:00"), datetime.fromisoformat(f"{day()}11 23:59:59")),
        ),
    )
