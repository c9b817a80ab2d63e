"""The groups of offers before 2026-03-10, when a sub-order took a coupon and a multi-piece offer."""

from __future__ import annotations

from shopplanner.domain.promotions.profile import ITEM_GROUPS, MULTI_PIECE, PLATFORM_GROUPS, Group
from shopplanner.domain.promotions.tools import Tool

EARLIER = (*ITEM_GROUPS, Group(MULTI_PIECE), Group((Tool.COUPON,)), *PLATFORM_GROUPS)
