"""The big events of the sample shop's years, and the promotions that were put into its plan for a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from shopplanner.services.sample_shop.planned import TASKS, Planned
from shopplanner.services.sample_shop.story import Push

AHEAD: Final = 90
"""Days ahead of today that the shop has planned; no two big events lie farther apart."""
AGREED: Final = 30
"""Days ahead in which a promotion is more than an idea."""
CLASH_PRODUCT: Final = 1
LINE_PRODUCT: Final = 17


def events(today: date) -> list[Planned]:
    """Return the big events of last year and this one, and of the next as far as it is planned."""
    found = [event for year in range(today.year - 1, today.year + 2) for event in _events(year)]
    kept = [event for event in found if event.first <= today + timedelta(days=AHEAD)]
    for event in kept:
        event.status = _status(event, today)
        event.tasks = TASKS if event.status == "scheduled" and event.mechanic == "platform_event" else ()
    return kept


def _status(event: Planned, today: date) -> str:
    if event.last < today:
        return "reviewed"
    return "scheduled" if event.first <= today + timedelta(days=AGREED) else "idea"


def _events(year: int) -> list[Planned]:
    def on(month: int, day: int) -> date:
        return date(year, month, day)

    return [
        _event(f"年货节-{year}", "年货节", 1200, on(1, 12), on(1, 22), (
            ("saving", on(1, 12), on(1, 14)), ("warm_up", on(1, 15), on(1, 17)), ("peak", on(1, 18), on(1, 22)),
        )),
        _event(f"38-{year}", "38 焕新周", 1200, on(3, 1), on(3, 8), (
            ("warm_up", on(3, 1), on(3, 4)), ("peak", on(3, 5), on(3, 8)),
        )),
        _event(f"618-{year}", "618 年中大促", 1500, on(6, 1), on(6, 18), (
            ("opening", on(6, 1), on(6, 3)), ("saving", on(6, 4), on(6, 11)), ("warm_up", on(6, 12), on(6, 15)),
            ("peak", on(6, 16), on(6, 18)),
        )),
        _ads("618 推广专享券 99-5", on(6, 12), on(6, 18)),
        _event(f"88-{year}", "88 会员节", 1200, on(8, 6), on(8, 8), (
            ("warm_up", on(8, 6), on(8, 7)), ("peak", on(8, 8), on(8, 8)),
        )),
        *_small(year),
        *_double_11(year),
        _event(f"双12-{year}", "双12 好价节", 1200, on(12, 8), on(12, 12), (
            ("warm_up", on(12, 8), on(12, 9)), ("peak", on(12, 10), on(12, 12)),
        )),
    ]  # fmt: skip


def _event(
    key: str, name: str, rate: int, first: date, last: date, phases: tuple[tuple[str, date, date], ...]
) -> Planned:  # fmt: skip
    return Planned(
        name, "platform_event", "platform", first, last, {"rate": rate}, whole_shop=True, opens="20:00:00",
        phases=phases, key=key,
    )  # fmt: skip


def _ads(name: str, first: date, last: date) -> Planned:
    return Planned(
        name, "coupon", "ads", first, last, {"threshold": 9900, "face": 500, "quantity": 5000, "per_person": 1},
        products=(0, 1), audience="channel", budget=1_500_000,
    )  # fmt: skip


def _small(year: int) -> list[Planned]:
    """Return the shop's own small promotions of a year, on few products and away from the big events."""
    return [
        Planned(
            "520 礼盒 第二件半价", "nth_piece", "own", date(year, 5, 17), date(year, 5, 21),
            {"pieces": 2, "kind": "percent", "rate": 5000, "repeat": "each"}, products=(10,), purpose="basket",
        ),
        Planned(
            "夏日浴盐 买2送1", "buy_x_get_y", "own", date(year, 7, 10), date(year, 7, 19),
            {"buy": 2, "free": 1, "repeat": "each"}, products=(11,), purpose="clearance",
        ),
        Planned(
            "中秋礼盒 立减15元", "item_discount", "own", date(year, 9, 18), date(year, 9, 25),
            {"kind": "amount", "amount": 1500}, products=(10,), purpose="loyalty",
        ),
    ]  # fmt: skip


def _double_11(year: int) -> list[Planned]:
    phases = (
        ("opening", date(year, 10, 20), date(year, 10, 24)),
        ("saving", date(year, 10, 25), date(year, 11, 8)),
        ("peak", date(year, 11, 9), date(year, 11, 11)),
        ("encore", date(year, 11, 12), date(year, 11, 13)),
    )
    return [
        _event(f"双11-{year}", "双11 现货售卖（官方）", 1200, date(year, 10, 20), date(year, 11, 13), phases),
        Planned(
            "双11 店铺券 300-30", "coupon", "own", date(year, 11, 8), date(year, 11, 11),
            {"threshold": 30000, "face": 3000, "quantity": 3000, "per_person": 1}, whole_shop=True,
            key=f"双11券-{year}",
        ),
        _ads("双11 推广专享券 99-5", date(year, 11, 1), date(year, 11, 11)),
        Planned(
            "双11 返场 满199减20", "threshold_reduction", "own", date(year, 11, 12), date(year, 11, 14),
            {"threshold": 19900, "reduction": 2000, "repeat": "once"}, whole_shop=True,
        ),
    ]  # fmt: skip


def pushed(push: Push, today: date) -> Planned:
    """Return the promotion that a push of products was."""
    status = "reviewed" if push.last < today - timedelta(days=30) else "ended"
    return Planned(
        push.name, "item_discount", "hero", push.first, push.last, {"kind": "percent", "rate": push.rate},
        products=push.products, status=status, purpose="hero", budget=200_000, key=push.key,
        phases=(("opening", push.first, push.first + timedelta(days=1)),
                ("peak", push.first + timedelta(days=2), push.last)),
    )  # fmt: skip


def clashes(today: date, member_day: date) -> list[Planned]:
    """Return what goes wrong on purpose: a member day on top of other offers, and a price below the next line.

    The platform's reduction of the hero meets the member day and the coupon for new customers; any one of them would
    have left it above its floor. The weekend's discount goes below the price that the platform's reduction brings
    within the next fifteen days.
    """

    def ahead(days: int) -> date:
        return today + timedelta(days=days)

    return [
        Planned(
            "超级立减 身体乳", "daily_reduction", "platform", member_day, member_day,
            {"kind": "percent", "rate": 1500}, products=(CLASH_PRODUCT,), tasks=TASKS[2:4], key="clash",
        ),
        Planned(
            "周末立减 身体喷雾", "item_discount", "own", ahead(2), ahead(4), {"kind": "percent", "rate": 1600},
            products=(LINE_PRODUCT,), purpose="basket", tasks=TASKS[3:4], key="below_line",
        ),
        Planned(
            "超级立减 身体喷雾", "daily_reduction", "platform", ahead(11), ahead(13),
            {"kind": "percent", "rate": 1000}, products=(LINE_PRODUCT,), tasks=TASKS[2:4], key="line",
        ),
        Planned(
            "达人种草 专享券 99-5", "coupon", "ads", ahead(1), ahead(12),
            {"threshold": 9900, "face": 500, "quantity": 2000, "per_person": 1}, products=(5,), audience="channel",
            budget=1_200_000, tasks=TASKS[2:3],
        ),
    ]  # fmt: skip


def causes(planned: list[Planned], codes: dict[int, str]) -> list[dict[str, Any]]:
    """Return what the clashes and pushes do to prices and sales, as known causes; products by their codes."""
    kinds = {"clash": ("price_floor", "down"), "below_line": ("price_line", "down"), "push_autumn": ("push", "up"),
             "push_recent": ("push", "up")}  # fmt: skip
    return [
        {
            "kind": kinds[each.key][0],
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
            "product": codes[place],
            "direction": kinds[each.key][1],
        }
        for each in planned
        if each.key in kinds
        for place in each.products
    ]
