"""What a person writes into a review: targets, verdict, lessons, coupons; and what becomes of the promotion."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.days import day_number, day_of
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import ROLES, Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import plans
from shopplanner.services.promotions.plan_rows import row_of, store, views
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import PromotionReviewRow, PromotionRow, PromotionTargetRow

LESSON_KINDS: Final = ("keep", "stop", "try")
VERDICTS: Final = ("repeat", "change", "stop", "unknown")


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something to keep, stop or try next time, who sees to it (a role or a person's name) and until when."""

    kind: str
    text: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Coupons:
    """Coupons of a promotion as typed from the platform's page, and other costs; None where not typed.

    Attributes:
        cost: what the shop bore for used coupons, in minor units.
        fixed: slots, gifts and other costs that the paid amount does not show.
    """

    issued: int | None = None
    claimed: int | None = None
    used: int | None = None
    cost: int | None = None
    fixed: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that was written into a review."""

    verdict: str = ""
    lessons: tuple[Lesson, ...] = ()
    coupons: Coupons = Coupons()
    reviewed_at: str = ""


def owner_words(owner: str) -> str:
    """Return who sees to a lesson: a role's name, or a person as written; nothing for nobody."""
    return text(f"promotions.role.{owner}") if owner in ROLES else owner


def place(promotion_id: int) -> Place:
    """Return where a review is seen."""
    return Place("promotions", "review", str(promotion_id))


def written(session: Session, promotion_id: int) -> Written:
    """Return what was written into a promotion's review; nothing of one that was never touched."""
    row = session.scalar(select(PromotionReviewRow).where(PromotionReviewRow.promotion_id == promotion_id))
    if row is None:
        return Written()
    lessons = tuple(
        Lesson(each["kind"], each["text"], each["owner"], None if each["due"] is None else day_of(each["due"]))
        for each in json.loads(row.lessons)
    )
    return Written(row.verdict, lessons, Coupons(**json.loads(row.coupons)), row.reviewed_at or "")


def targets(session: Session, promotion_id: int) -> dict[tuple[str, str], int]:
    """Return a promotion's targets by phase (empty for all of it) and figure."""
    rows = session.scalars(select(PromotionTargetRow).where(PromotionTargetRow.promotion_id == promotion_id))
    return {(row.phase, row.metric): row.value for row in rows}


def goals(session: Session, promotion_ids: Sequence[int], metric: str) -> dict[int, int]:
    """Return what promotions are to reach of a figure in all, by promotion; only of those that have such a target."""
    rows = session.execute(
        select(PromotionTargetRow.promotion_id, PromotionTargetRow.value).where(
            PromotionTargetRow.promotion_id.in_(promotion_ids),
            PromotionTargetRow.phase == "",
            PromotionTargetRow.metric == metric,
        )
    )
    return {row.promotion_id: row.value for row in rows}


def set_target(
    workspace: Workspace, promotion_id: int, phase: str, metric: str, value: int | None
) -> Outcome[None]:  # fmt: skip
    """Set what a promotion is to reach in a phase, or clear it with None.

    Raises:
        RuleError: for a negative target.
    """
    if value is not None and value < 0:
        raise RuleError(message("review.error.negative"))
    label = message("review.undo.target", name=_name(workspace, promotion_id))
    with workspace.edit(label, Area.PROMOTIONS, place=place(promotion_id)) as unit:
        row = unit.session.scalar(
            select(PromotionTargetRow).where(
                PromotionTargetRow.promotion_id == promotion_id,
                PromotionTargetRow.phase == phase,
                PromotionTargetRow.metric == metric,
            )
        )
        if value is None and row is not None:
            unit.session.delete(row)
        elif value is not None and row is None:
            row = PromotionTargetRow(
                shop_id=workspace.shop_id, promotion_id=promotion_id, phase=phase, metric=metric, value=value
            )
            unit.session.add(row)
        elif value is not None and row is not None:
            row.value = value
    return unit.outcome(None)


def set_verdict(workspace: Workspace, promotion_id: int, verdict: str) -> Outcome[None]:
    """Say whether a promotion is worth repeating; an empty verdict follows the suggestion again."""
    label = message("review.undo.verdict", name=_name(workspace, promotion_id))
    with workspace.edit(label, Area.PROMOTIONS, place=place(promotion_id)) as unit:
        _row(unit.session, workspace.shop_id, promotion_id).verdict = verdict
    return unit.outcome(None)


def set_lessons(workspace: Workspace, promotion_id: int, lessons: Sequence[Lesson]) -> Outcome[None]:
    """Keep what was learned from a promotion; lessons without words are left out."""
    label = message("review.undo.lessons", name=_name(workspace, promotion_id))
    rows = [
        {**asdict(each), "text": each.text.strip(), "due": None if each.due is None else day_number(each.due)}
        for each in lessons
        if each.text.strip()
    ]
    with workspace.edit(label, Area.PROMOTIONS, place=place(promotion_id)) as unit:
        _row(unit.session, workspace.shop_id, promotion_id).lessons = json.dumps(rows, ensure_ascii=False)
    return unit.outcome(None)


def set_coupons(workspace: Workspace, promotion_id: int, coupons: Coupons) -> Outcome[None]:
    """Keep the coupon figures and other costs.

    Raises:
        RuleError: for negative figures, or more coupons used than claimed, or claimed than issued.
    """
    numbers = [value for value in asdict(coupons).values() if value is not None]
    if any(value < 0 for value in numbers):
        raise RuleError(message("review.error.negative"))
    order = [value for value in (coupons.issued, coupons.claimed, coupons.used) if value is not None]
    if order != sorted(order, reverse=True):
        raise RuleError(message("review.error.coupons"), message("review.error.coupons_hint"))
    label = message("review.undo.coupons", name=_name(workspace, promotion_id))
    with workspace.edit(label, Area.PROMOTIONS, place=place(promotion_id)) as unit:
        _row(unit.session, workspace.shop_id, promotion_id).coupons = json.dumps(asdict(coupons))
    return unit.outcome(None)


def finish(workspace: Workspace, promotion_id: int, *, reviewed: bool, verdict: str = "") -> Outcome[None]:
    """Mark a promotion as reviewed, with the verdict in force, or as ended again.

    Raises:
        RuleError: if it has not ended.
    """
    promotion = plans.promotion(workspace, promotion_id)
    now = workspace.clock.now()
    if promotion.ends > now.replace(tzinfo=None):
        raise RuleError(message("review.error.running", name=promotion.name))
    label = message("review.undo.finish" if reviewed else "review.undo.reopen", name=promotion.name)
    with workspace.edit(label, Area.PROMOTIONS, place=place(promotion_id)) as unit:
        row = _row(unit.session, workspace.shop_id, promotion_id)
        row.reviewed_at = now.strftime("%Y-%m-%d %H:%M:%S") if reviewed else None
        row.verdict = row.verdict or verdict
        row_of(unit.session, promotion_id).status = "reviewed" if reviewed else "ended"
    return unit.outcome(None)


def copy_with_lessons(workspace: Workspace, promotion_id: int, first: date) -> Outcome[int]:
    """Copy a promotion to a new first day as an idea whose note holds what was learned; return the copy's id."""
    with workspace.read() as session:
        original = views(session, [row_of(session, promotion_id)])[0]
        known = written(session, promotion_id)
    by = timedelta(days=(first - original.starts.date()).days)
    copy = replace(
        original,
        id=0,
        status="idea",
        series="",
        starts=original.starts + by,
        ends=original.ends + by,
        note=_note(original, known),
        phases=tuple(replace(each, starts=each.starts + by, ends=each.ends + by) for each in original.phases),
    )
    label = message("review.undo.copy", name=original.name, day=first)
    with workspace.edit(label, Area.PROMOTIONS) as unit:
        copied = store(unit.session, workspace.shop_id, PromotionRow(shop_id=workspace.shop_id), copy)
        for (phase, metric), value in targets(unit.session, promotion_id).items():
            unit.session.add(
                PromotionTargetRow(
                    shop_id=workspace.shop_id, promotion_id=copied, phase=phase, metric=metric, value=value
                )
            )
        unit.place = plans.place(copied)
    return unit.outcome(copied)


def _note(original: Promotion, known: Written) -> str:
    """Return the note of a copy: where it comes from with the review's place, then the lessons line by line."""
    head = text(
        "review.copy.head",
        name=original.name,
        first=original.starts.date(),
        last=original.ends.date(),
        place=f"promotions/review#{original.id}",
    )
    lines = [text(f"review.copy.{each.kind}", text=each.text) for each in known.lessons]
    return "\n".join([head, *lines, *([original.note] if original.note else [])])


def _row(session: Session, shop_id: int, promotion_id: int) -> PromotionReviewRow:
    """Return the review's row, a new one where there is none.

    Raises:
        NotFoundError: if the promotion was deleted.
    """
    row_of(session, promotion_id)
    row = session.scalar(select(PromotionReviewRow).where(PromotionReviewRow.promotion_id == promotion_id))
    if row is None:
        row = PromotionReviewRow(shop_id=shop_id, promotion_id=promotion_id, verdict="", lessons="[]", coupons="{}")
        session.add(row)
    return row


def _name(workspace: Workspace, promotion_id: int) -> str:
    return plans.promotion(workspace, promotion_id).name
