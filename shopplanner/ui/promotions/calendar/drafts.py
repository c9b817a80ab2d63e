"""What a new promotion begins with."""

from __future__ import annotations

from datetime import date, datetime, time

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.ui.promotions.calendar.drag import DAY_END
from shopplanner.ui.promotions.calendar.editor import new_parameters

LANES = {"member_day": "member", "platform_event": "platform"}
WHOLE_SHOP = frozenset({"threshold_reduction", "platform_event", "gift"})


def draft(mechanic: str, first: date, last: date) -> Promotion:
    """Return an idea of a mechanic over whole days."""
    return Promotion(
        name=text("promotions.new_name", mechanic=text(f"promotions.mechanic.{mechanic}")),
        mechanic=mechanic,
        starts=datetime.combine(first, time()),
        ends=datetime.combine(last, DAY_END),
        lane=LANES.get(mechanic, "own"),
        whole_shop=mechanic in WHOLE_SHOP,
        parameters=new_parameters(mechanic),
    )


def member_day(day: date) -> Promotion:
    """Return the first occurrence of a member day."""
    return Promotion(
        name=text("promotions.mechanic.member_day"),
        mechanic="member_day",
        starts=datetime.combine(day, time()),
        ends=datetime.combine(day, DAY_END),
        lane="member",
        audience="member",
        parameters=new_parameters("member_day"),
    )
