"""What has been planned in the sample shop: promotions of last year and now, tasks, targets, role mix, pins."""

from __future__ import annotations

import json
from datetime import date, timedelta

from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.services.promotions.task_dates import due_before
from shopplanner.services.sample_shop import season
from shopplanner.services.sample_shop.crew import store_crew
from shopplanner.services.sample_shop.planned import TASKS, Planned
from shopplanner.services.sample_shop.story import Story
from shopplanner.services.sample_shop.written import store_written
from shopplanner.storage.tables.metrics import SavedViewRow, TargetRow
from shopplanner.storage.tables.products import ProductRow, RoleTargetRow, ShopEventRow
from shopplanner.storage.tables.promotions import (
    PromotionPhaseRow,
    PromotionProductRow,
    PromotionRow,
    PromotionSeriesRow,
    TaskRow,
)

ROLE_MIX = {
    "hero_product": 500,
    "traffic_product": 2000,
    "profit_product": 5000,
    "image_product": 1000,
    "activity_product": 1500,
}
"""Planned share of each product role in basis points."""

TEMPLATES = {
    "operator": "goods",
    "designer": "pictures",
    "promoter": "budget",
    "presales": "scripts",
    "warehouse": "stock",
}
"""The entry of the task template that a role's task stands for, so that planning does not add it again."""

MEMBER_DAY_SERIES = "member-day"
MEMBER_DAY_TURNS = (1, 3, 7, 10)
"""Places of the products that take turns."""


def promotions(story: Story) -> list[Planned]:
    """Return last year's and this season's promotions around ``story.today``."""
    today = story.today
    members = _member_days(today)
    planned = season.events(today)
    planned += [season.pushed(push, today) for push in story.pushes]
    planned += [
        Planned(
            "持久留香 单品立减", "item_discount", "own", today - timedelta(days=4), today + timedelta(days=9),
            {"kind": "percent", "rate": 1200}, products=(0, 2, 12), status="running", purpose="hero",
            tasks=TASKS[:4], budget=300_000, key="running",
        ),
        Planned(
            "满199减20", "threshold_reduction", "own", today + timedelta(days=3), today + timedelta(days=8),
            {"threshold": 19900, "reduction": 2000, "repeat": "once"}, whole_shop=True, purpose="basket",
            tasks=TASKS[2:],
        ),
        Planned(
            "冬季新品 新客券 99-10", "coupon", "own", today - timedelta(days=2), today + timedelta(days=6),
            {"threshold": 9900, "face": 1000, "quantity": 3000, "per_person": 1}, products=(13, 5, 1), audience="new",
            status="running", budget=3_000_000, tasks=TASKS[:3],
        ),
        Planned(
            "沐浴露+香膏 搭配套餐", "bundle", "own", today + timedelta(days=6), today + timedelta(days=16),
            {"price": 9900}, products=(0, 7), status="checked", purpose="association", tasks=TASKS[1:4],
        ),
        Planned(
            "黑五 满额赠沐浴球", "gift", "own", today + timedelta(days=4), today + timedelta(days=7),
            {"threshold": 15900, "gift": "起泡沐浴球 2只装", "gift_cost": 310, "quantity": 500}, whole_shop=True,
        ),
        Planned(
            "留香礼盒 主推期", "item_discount", "hero", today + timedelta(days=5), today + timedelta(days=18),
            {"kind": "percent", "rate": 800}, products=(10,), purpose="hero", budget=800_000, tasks=TASKS[2:3],
        ),
        Planned(
            "清仓 洗手液", "item_discount", "own", today + timedelta(days=10), today + timedelta(days=20),
            {"kind": "fixed", "price": 1290}, products=(8, 33), purpose="clearance", status="idea",
        ),
    ]  # fmt: skip
    coming = next(day.first for day in members if day.first >= today)
    return planned + season.clashes(today, coming) + members


def _member_days(today: date) -> list[Planned]:
    """Return a member day every Tuesday, four weeks back and five ahead, its product in turn."""
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7)
    return [
        Planned(
            "会员日 买2送1", "member_day", "member", tuesday + timedelta(weeks=week), tuesday + timedelta(weeks=week),
            {"buy": 2, "free": 1}, products=(MEMBER_DAY_TURNS[week % 4],), audience="member", series=MEMBER_DAY_SERIES,
            status="scheduled" if week >= 0 else "ended", tasks=TASKS[3:4] if week >= 0 else (),
        )
        for week in range(-4, 6)
    ]  # fmt: skip


def store_plans(session: Session, story: Story, shop_id: int, product_ids: list[int]) -> list[Planned]:
    """Store promotions, tasks, people, targets, role mix, saved view and pins; return the promotions."""
    plans = promotions(story)
    stored = [
        (planned, _store_promotion(session, planned, story.today, shop_id, product_ids)) for planned in plans
    ]  # fmt: skip
    _store_series(session, shop_id, _member_days(story.today), product_ids)
    store_crew(session, shop_id, story.today)
    hero = session.get_one(ProductRow, product_ids[0])
    store_written(session, shop_id, story.today, stored, (hero.id, hero.short_name))
    for role, share in ROLE_MIX.items():
        session.add(RoleTargetRow(shop_id=shop_id, role=role, share=share))
    month = story.today.strftime("%Y-%m")
    for metric, value in (("paid_amount", 48_000_000), ("visitors", 125_000)):
        session.add(TargetRow(shop_id=shop_id, metric=metric, month=month, value=value))
    view = {"metrics": ["paid_amount", "visitors"], "preset": "last_90", "compare": "previous"}
    session.add(SavedViewRow(shop_id=shop_id, name="老板看板", definition=json.dumps(view)))
    _store_events(session, story, shop_id, product_ids)
    return plans


def _store_series(session: Session, shop_id: int, days: list[Planned], product_ids: list[int]) -> None:
    """Store the rule that the member days follow."""
    session.add(
        PromotionSeriesRow(
            shop_id=shop_id, key=MEMBER_DAY_SERIES, rule=f"FREQ=WEEKLY;COUNT={len(days)}",
            first_day=day_number(days[0].first), uid="sample-member-day@shopplanner",
            rotation=json.dumps([product_ids[place] for place in MEMBER_DAY_TURNS]),
        )
    )  # fmt: skip


def _store_promotion(session: Session, planned: Planned, today: date, shop_id: int, product_ids: list[int]) -> int:
    """Store a promotion with its scope, phases and tasks; return its id."""
    row = PromotionRow(
        shop_id=shop_id,
        name=planned.name,
        mechanic=planned.mechanic,
        lane=planned.lane,
        status=planned.status,
        purpose=planned.purpose,
        audience=planned.audience,
        starts_at=f"{planned.first} {planned.opens}",
        ends_at=f"{planned.last} 23:59:59",
        whole_shop=planned.whole_shop,
        parameters=json.dumps(planned.parameters, ensure_ascii=False),
        budget=planned.budget,
        series=planned.series,
    )
    session.add(row)
    session.flush()
    row.uid = f"sample-{row.id}@shopplanner"  # the same for the same seed
    for place in planned.products:
        session.add(PromotionProductRow(shop_id=shop_id, promotion_id=row.id, product_id=product_ids[place]))
    for kind, first, last in planned.phases:
        session.add(
            PromotionPhaseRow(
                shop_id=shop_id,
                promotion_id=row.id,
                kind=kind,
                starts_at=f"{first} 00:00:00",
                ends_at=f"{last} 23:59:59",
            )
        )
    for title, role, lead in planned.tasks:
        due = due_before(planned.first, lead)
        done = f"{due} 17:00:00" if due < today - timedelta(days=1) else None
        session.add(
            TaskRow(
                shop_id=shop_id, promotion_id=row.id, title=title, role=role, due_day=day_number(due), lead_days=lead,
                done_at=done, template=TEMPLATES[role], uid=f"sample-{row.id}-{role}@shopplanner",
            )
        )  # fmt: skip
    return row.id


def _store_events(session: Session, story: Story, shop_id: int, product_ids: list[int]) -> None:
    said = {
        "stock_out": ("stock_out", "{name} 断货 10 天"),
        "ad_cut": ("ads", "关键词推广日限额 300→120"),
        "bad_reviews": ("reviews", "{name} 差评集中：泵头漏液"),
        "price_slip": ("price", "{name} 误设半价一天"),
    }
    for cause in story.causes:
        if cause.kind in said:
            kind, wording = said[cause.kind]
            product = product_ids[cause.product] if cause.product >= 0 else None
            row = session.get(ProductRow, product) if product else None
            session.add(
                ShopEventRow(
                    shop_id=shop_id, day=day_number(cause.first), kind=kind, product_id=product,
                    text=wording.format(name=row.short_name if row else ""),
                )
            )  # fmt: skip
    for ago, kind, place, text in ((12, "title", 0, "标题改 2 字：加入“学生宿舍”"), (21, "image", 1, "主图 v2→v3")):
        session.add(
            ShopEventRow(
                shop_id=shop_id, day=day_number(story.today - timedelta(days=ago)), kind=kind,
                product_id=product_ids[place], text=text,
            )
        )  # fmt: skip
