"""The review of a promotion that has ended, put together; and the list of promotions to review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_of
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.definitions import Unit
from shopplanner.domain.metrics.periods import Period, years_before
from shopplanner.domain.promotions.plan import MOMENT, Promotion
from shopplanner.services.metrics.query import query
from shopplanner.services.promotions import team
from shopplanner.services.promotions.plan_rows import row_of, views
from shopplanner.services.promotions.review import store, tables
from shopplanner.services.promotions.review.figures import UNITS, Cut, Figure, completion, figures
from shopplanner.services.promotions.review.impact import Impact, impact
from shopplanner.services.promotions.review.scope import Goods, Scope, all_goods, scope_of
from shopplanner.services.promotions.review.store import Written
from shopplanner.services.promotions.review.tables import ChannelRow, ItemRow, Quality, ReasonRow
from shopplanner.services.promotions.review.verdict import Suggestion, suggest
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.facts import PRODUCT_DAY, SHOP_DAY
from shopplanner.storage.tables.promotions import PromotionReviewRow, PromotionRow

MOST_LISTED = 300


@dataclass(frozen=True, slots=True)
class Headline:
    """A promotion that has ended, for the list."""

    id: int
    name: str
    mechanic: str
    first: date
    last: date
    status: str
    paid: int | None
    completion: int | None
    verdict: str

    @property
    def reviewed(self) -> bool:
        """Whether its review was finished."""
        return self.status == "reviewed"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a phase: target, actual, and what it was before."""

    metric: str
    unit: Unit
    target: int | None
    actual: Figure
    completion: int | None
    last_kind: Figure | None
    last_year: Figure | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase, or all of the promotion where ``kind`` is empty."""

    kind: str
    period: Period
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Review:
    """Everything that a review shows.

    Attributes:
        people: names of the team, who may see to lessons.
        last_kind: the latest earlier promotion of the same kind, if there is one.
        data_until: the last day with figures.
    """

    scope: Scope
    phases: tuple[Phase, ...]
    last_kind: Promotion | None
    last_year: Period
    impact: Impact
    channels: tuple[ChannelRow, ...]
    items: tuple[ItemRow, ...]
    reasons: tuple[ReasonRow, ...]
    quality: Quality
    written: Written
    suggestion: Suggestion
    people: tuple[str, ...]
    data_until: date | None

    @property
    def promotion(self) -> Promotion:
        """The promotion itself."""
        return self.scope.promotion

    @property
    def verdict(self) -> str:
        """The verdict in force: the person's, else the suggested one."""
        return self.written.verdict or self.suggestion.verdict


def ended(workspace: Workspace) -> tuple[Headline, ...]:
    """Return the promotions that have ended, latest first; ideas were never held and are not among them."""
    now = workspace.clock.now().strftime(MOMENT)
    with workspace.read() as session:
        rows = session.execute(
            select(PromotionRow, PromotionReviewRow.verdict)
            .outerjoin(PromotionReviewRow, PromotionReviewRow.promotion_id == PromotionRow.id)
            .where(PromotionRow.shop_id == workspace.shop_id, PromotionRow.ends_at < now, PromotionRow.status != "idea")
            .order_by(PromotionRow.ends_at.desc(), PromotionRow.id.desc())
            .limit(MOST_LISTED)
        ).all()
        promotions = views(session, [row for row, _ in rows], _now(workspace))
        goods = all_goods(session, workspace.shop_id)
        goals = store.goals(session, [each.id for each in promotions], "paid_amount")
    return tuple(
        _headline(workspace, each, goods, goals.get(each.id), verdict or "")
        for each, (_, verdict) in zip(promotions, rows, strict=True)
    )


def _headline(
    workspace: Workspace, promotion: Promotion, goods: tuple[Goods, ...], goal: int | None, verdict: str
) -> Headline:  # fmt: skip
    """Return a promotion's line in the list."""
    first, last = promotion.starts.date(), promotion.ends.date()
    codes = () if promotion.whole_shop else tuple(each.code for each in goods if each.id in promotion.products)
    paid = None
    if codes or promotion.whole_shop:
        paid = query(workspace, ["paid_amount"], first, last, products=codes).totals[0].value
    actual = Figure(paid, message("review.how.sum"))
    return Headline(
        promotion.id, promotion.name, promotion.mechanic, first, last, promotion.status, paid,
        completion("paid_amount", goal, actual), verdict,
    )  # fmt: skip


def review(workspace: Workspace, promotion_id: int) -> Review:
    """Return the review of a promotion.

    Raises:
        NotFoundError: if it was deleted.
    """
    with workspace.read() as session:
        promotion = views(session, [row_of(session, promotion_id)], _now(workspace))[0]
        scope = scope_of(session, workspace.shop_id, promotion)
        known = store.written(session, promotion_id)
        goals = store.targets(session, promotion_id)
        found = impact(session, workspace.shop_id, scope, known.coupons.fixed)
        reasons = tables.reasons(session, workspace.shop_id, scope)
        quality = tables.quality(session, workspace.shop_id, scope, found.units)
        last_kind = _last_kind(session, workspace.shop_id, promotion)
        until = _data_until(session, workspace.shop_id)
        people = tuple(each.name for each in team.people_in(session, workspace.shop_id) if each.active)
    last_year = Period(years_before(scope.period.first), years_before(scope.period.last))
    return Review(
        scope, _phases(workspace, scope, goals, last_kind), last_kind, last_year, found,
        tables.channels(workspace, scope.period), tables.items(workspace, scope), reasons, quality, known,
        suggest(scope, found, quality), people, until,
    )  # fmt: skip


def _phases(
    workspace: Workspace, scope: Scope, goals: Mapping[tuple[str, str], int], last_kind: Promotion | None
) -> tuple[Phase, ...]:
    """Return all of the promotion, then its phases in order; a kind that comes twice is one phase."""
    spans = {"": scope.period} | _by_kind(scope.promotion)
    before = {"": _period(last_kind), **_by_kind(last_kind)} if last_kind is not None else {}
    cut = Cut(scope.codes, scope.goods)
    earlier = _cut_of(workspace, last_kind) if last_kind is not None else cut
    return tuple(
        _phase(workspace, (cut, earlier), kind, period, before.get(kind), goals) for kind, period in spans.items()
    )


def _phase(
    workspace: Workspace,
    cuts: tuple[Cut, Cut],
    kind: str,
    period: Period,
    before: Period | None,
    goals: Mapping[tuple[str, str], int],
) -> Phase:
    """Return a phase's figures beside its targets and earlier ones."""
    actual = figures(workspace, cuts[0], period)
    last = figures(workspace, cuts[1], before) if before is not None else {}
    year = figures(workspace, cuts[0], Period(years_before(period.first), years_before(period.last)))
    lines = []
    for metric, unit in UNITS.items():
        goal = goals.get((kind, metric))
        done = completion(metric, goal, actual[metric])
        lines.append(Line(metric, unit, goal, actual[metric], done, last.get(metric), year[metric]))
    return Phase(kind, period, tuple(lines))


def _period(promotion: Promotion) -> Period:
    return Period(promotion.starts.date(), promotion.ends.date())


def _by_kind(promotion: Promotion) -> dict[str, Period]:
    """Return the promotion's phases by kind; of two of a kind the first."""
    found: dict[str, Period] = {}
    for each in promotion.phases:
        found.setdefault(each.kind, Period(each.starts.date(), each.ends.date()))
    return found


def _cut_of(workspace: Workspace, promotion: Promotion) -> Cut:
    with workspace.read() as session:
        scope = scope_of(session, workspace.shop_id, promotion)
    return Cut(scope.codes, scope.goods)


def _last_kind(session: Session, shop_id: int, promotion: Promotion) -> Promotion | None:
    """Return the latest earlier promotion of the same series, else of the same mechanic and name, else mechanic."""
    rows = session.scalars(
        select(PromotionRow)
        .where(
            PromotionRow.shop_id == shop_id,
            PromotionRow.mechanic == promotion.mechanic,
            PromotionRow.whole_shop == promotion.whole_shop,
            PromotionRow.status != "idea",
            PromotionRow.ends_at < promotion.starts.strftime(MOMENT),
        )
        .order_by(PromotionRow.ends_at.desc())
        .limit(60)
    ).all()
    same = [row for row in rows if promotion.series and row.series == promotion.series]
    named = [row for row in rows if row.name == promotion.name]
    found = (same or named or list(rows))[:1]
    return views(session, found)[0] if found else None


def _now(workspace: Workspace) -> datetime:
    return workspace.clock.now().replace(tzinfo=None)


def _data_until(session: Session, shop_id: int) -> date | None:
    """Return the last day of which any report tells."""
    days = [
        session.scalar(select(func.max(table.c.day)).where(table.c.shop_id == shop_id))
        for table in (SHOP_DAY, PRODUCT_DAY)
    ]  # fmt: skip
    known = [day for day in days if day is not None]
    return day_of(max(known)) if known else None
