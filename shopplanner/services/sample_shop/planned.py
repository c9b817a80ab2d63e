"""What a promotion of the sample shop is before it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

TASKS = (
    ("报名并核对活动商品", "operator", 14),
    ("主图与详情页定稿", "designer", 7),
    ("推广计划预算与停止线", "promoter", 4),
    ("客服话术与优惠规则核对", "presales", 2),
    ("赠品与库存锁定", "warehouse", 3),
)
"""Title, role and days before the start of the usual tasks."""


@dataclass
class Planned:
    """A promotion to store; products by their position in the catalogue.

    ``key`` is what others of the sample's makers find it by.
    """

    name: str
    mechanic: str
    lane: str
    first: date
    last: date
    parameters: dict[str, Any]
    products: tuple[int, ...] = ()
    whole_shop: bool = False
    status: str = "scheduled"
    audience: str = "all"
    purpose: str = ""
    budget: int | None = None
    opens: str = "00:00:00"
    series: str = ""
    phases: tuple[tuple[str, date, date], ...] = ()
    tasks: tuple[tuple[str, str, int], ...] = field(default=())
    key: str = ""
