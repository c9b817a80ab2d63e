"""What people have written in the sample shop: reviews with targets, papers of promotions, and a change notice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.promotions.plan import MOMENT
from shopplanner.domain.promotions.propagation import filled
from shopplanner.services.promotions.propagation import REPORTED_FIELD, duties
from shopplanner.services.promotions.team import Assigner
from shopplanner.services.sample_shop.planned import Planned
from shopplanner.storage.tables.papers import PaperIssueRow, PaperNoteRow
from shopplanner.storage.tables.promotions import PromotionReviewRow, PromotionTargetRow, TaskRow
from shopplanner.storage.tables.team import ChangeNoticeRow

Lesson = tuple[str, str, str, int | None]
"""Kind, words, who sees to it, and in how many days from today."""


@dataclass(frozen=True)
class Told:
    """A review: how many days ago it was done (None if not yet), its verdict, and what was typed in."""

    days: int | None = None
    verdict: str = ""
    lessons: tuple[Lesson, ...] = ()
    coupons: Mapping[str, int] | None = None


def reviews(year: int) -> dict[str, Told]:
    """Return the reviews by the promotion's key."""
    return {
        f"双11-{year}": Told(3, "repeat", (
            ("keep", "首日 20 点前把主推款推广预算提到平日 2 倍", "promoter", None),
            ("stop", "返场期间与店铺券同时生效，客服解释不清", "operator", 10),
            ("try", "礼盒提前一周预热，主图加赠品标", "designer", 20),
        )),
        f"618-{year}": Told(5, "change", (
            ("keep", "大瓶装与香膏搭配页", "operator", None),
            ("try", "把 85 折改为 88 折加赠品，保住毛利", "operator", None),
        )),
        "push_autumn": Told(4, "repeat", (("keep", "学生党标题词与开学主图", "designer", None),)),
        f"双11券-{year}": Told(
            3, "change", (("try", "门槛由 300 降到 199，领券后次日提醒", "operator", 15),),
            {"issued": 3000, "claimed": 2140, "used": 386, "cost": 1_158_000, "fixed": 0},
        ),
        "push_recent": Told(coupons={"fixed": 30_000}),
    }  # fmt: skip


def targets(year: int) -> dict[str, dict[tuple[str, str], int]]:
    """Return targets by the promotion's key, then by phase and figure."""
    return {
        f"双11-{year}": {
            ("", "paid_amount"): 42_000_000, ("", "orders"): 6_500, ("", "roas"): 300,
            ("opening", "paid_amount"): 8_000_000, ("saving", "paid_amount"): 17_000_000,
            ("peak", "paid_amount"): 12_000_000, ("encore", "paid_amount"): 3_000_000,
        },
        f"618-{year}": {("", "paid_amount"): 26_000_000, ("peak", "paid_amount"): 9_000_000},
        "push_recent": {
            ("", "paid_amount"): 480_000, ("", "orders"): 220, ("", "refund_rate"): 400,
            ("opening", "paid_amount"): 180_000, ("peak", "paid_amount"): 300_000,
        },
        f"双12-{year}": {
            ("", "paid_amount"): 13_000_000, ("warm_up", "paid_amount"): 3_500_000,
            ("peak", "paid_amount"): 9_500_000,
        },
    }  # fmt: skip


PAPERS: Final = {
    ("running", "design_brief"): {
        "primary": "留香 8 小时，挤地铁也还在",
        "questions": "真的留香吗？\n会不会呛人？\n今天到手多少？",
        "headline": "下班还是香的",
        "position": "货在右、文在左，两行",
        "rounds": "3 天出初稿，修改 2 轮",
    },
    ("running", "promotion_plan"): {
        "goal": "换包装前清 800 瓶旧装，同时把搜索位稳住",
        "pages": "首页横幅、主图第 1、3 张、领券页",
        "traffic": "关键词推广每天 300，周末 450；人群推广不加",
        "stock_note": "12 月 3 日到货 600；留 50 换货",
        "risks": "库存低于 80：停推广；价格错误：先下架再联系运营",
        "rollback": "运营撤单品立减，售前统一回复“活动已抢完”",
    },
    ("next", "design_brief"): {
        "primary": "双12 全店 88 折，香氛沐浴一次囤够",
        "headline": "全网最低价，囤一整冬",
        "questions": "比双11 便宜吗？\n能用店铺券吗？",
        "target": "同行 4.2%，目标 5%",
    },
}
"""What stands in papers, by promotion and kind; one headline says a word that the law names."""

BEFORE: Final = "主图：瓶身特写"
AFTER: Final = "主图：宿舍场景，卖点“留香 8 小时”"


def store_written(
    session: Session, shop_id: int, today: date, stored: Sequence[tuple[Planned, int]], changed: tuple[int, str]
) -> None:  # fmt: skip
    """Store reviews, targets, papers and a change that roles have still to confirm.

    Args:
        session: where to.
        shop_id: whose.
        today: the present day.
        stored: promotions with their ids.
        changed: id and name of the product whose picture was changed.
    """
    year = max(each.first.year for each, _ in stored if each.key.startswith("双11-") and each.last < today)
    ids = {each.key: number for each, number in stored if each.key}
    coming = [(each.first, number) for each, number in stored if each.mechanic == "platform_event"]
    ids["next"] = min((first, number) for first, number in coming if first >= today)[1]
    session.add_all(_review_rows(shop_id, today, year, ids))
    session.add_all(_target_rows(shop_id, year, ids))
    session.add_all(_paper_rows(shop_id, today, ids))
    _store_notice(session, shop_id, today, *changed)


def _review_rows(shop_id: int, today: date, year: int, ids: Mapping[str, int]) -> Iterator[PromotionReviewRow]:
    for key, told in reviews(year).items():
        lessons = [
            {"kind": kind, "text": words, "owner": owner, "due": None if due is None else day_number(today) + due}
            for kind, words, owner, due in told.lessons
        ]
        done = None if told.days is None else _at(today - timedelta(days=told.days), 17)
        yield PromotionReviewRow(
            shop_id=shop_id, promotion_id=ids[key], verdict=told.verdict,
            lessons=json.dumps(lessons, ensure_ascii=False), coupons=json.dumps(told.coupons or {}), reviewed_at=done,
        )  # fmt: skip


def _target_rows(shop_id: int, year: int, ids: Mapping[str, int]) -> Iterator[PromotionTargetRow]:
    for key, goals in targets(year).items():
        for (phase, metric), value in goals.items():
            yield PromotionTargetRow(
                shop_id=shop_id, promotion_id=ids[key], phase=phase, metric=metric, value=value
            )  # fmt: skip


def _paper_rows(shop_id: int, today: date, ids: Mapping[str, int]) -> Iterator[PaperNoteRow | PaperIssueRow]:
    """Yield what stands in papers, and the version of a brief that the designer has accepted."""
    for (key, kind), notes in PAPERS.items():
        for field, value in notes.items():
            yield PaperNoteRow(shop_id=shop_id, promotion_id=ids[key], kind=kind, field=field, value=value)
    yield PaperIssueRow(
        shop_id=shop_id, promotion_id=ids["running"], kind="design_brief", number=1,
        made_at=_at(today - timedelta(days=9), 10), digest="", signed_by="小林",
        signed_at=_at(today - timedelta(days=8), 9),
    )  # fmt: skip


def _store_notice(session: Session, shop_id: int, today: date, product_id: int, name: str) -> None:
    """Store a change of a picture, and the tasks of the roles that must know of it; nobody has confirmed it yet."""
    before, after = ({REPORTED_FIELD: words} for words in (BEFORE, AFTER))
    notice = ChangeNoticeRow(
        shop_id=shop_id, kind="main_image", product_id=product_id, made_at=_at(today - timedelta(days=1), 16),
        before=json.dumps(before, ensure_ascii=False), after=json.dumps(after, ensure_ascii=False),
    )  # fmt: skip
    session.add(notice)
    session.flush()
    values = {"about": name, "before": BEFORE, "after": AFTER, "changes": f"{BEFORE} → {AFTER}"}
    assigner, due = Assigner(session, shop_id), day_number(today + timedelta(days=1))
    for duty in duties("main_image"):
        session.add(
            TaskRow(
                shop_id=shop_id, role=duty.role, due_day=due, effort_minutes=duty.effort_minutes, change_id=notice.id,
                person_id=assigner.pick(duty.role, due, duty.effort_minutes),
                title=filled(duty.task.zh_CN, values), script=filled(duty.script.zh_CN, values),
                uid=f"sample-change-{duty.role}@shopplanner",
            )
        )  # fmt: skip


def _at(day: date, hour: int) -> str:
    return datetime.combine(day, time(hour)).strftime(MOMENT)
