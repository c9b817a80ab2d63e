"""What products are for in the range, and the states they go through."""

from __future__ import annotations

from typing import Final

ROLES: Final = (
    "traffic_product",
    "hero_product",
    "activity_product",
    "profit_product",
    "image_product",
    "regular_product",
    "trial_product",
    "clearance_product",
)
"""引流款, 爆款, 活动款, 利润款, 形象款, 常规款, 体验款, 清仓款, in the order in which a range is read."""

STATUSES: Final = ("on_sale", "planned", "off_shelf", "ended")
STAGES: Final = ("introduction", "growth", "maturity", "decline", "clearance")
ON_SALE: Final = "on_sale"
