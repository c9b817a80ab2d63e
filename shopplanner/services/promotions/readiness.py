"""How ready promotions are, their items ticked and added, and their way into the schedule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import Message, message
from shopplanner.domain.promotions import plan, states
from shopplanner.domain.promotions.plan import MOMENT, Promotion
from shopplanner.services import wording
from shopplanner.services.promotions import gate, price_checks
from shopplanner.services.promotions.gate import Confirmation, ReadinessItem, RoleReadiness
from shopplanner.services.promotions.plans import place, promotion, promotions_in
from shopplanner.services.promotions.propagation import promotion_agreed
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import PromotionRow
from shopplanner.storage.tables.team import ReadinessItemRow

__all__ = ["Confirmation", "Readiness", "ReadinessItem", "RoleReadiness", "of", "set_status", "summary", "tick"]


AHEAD: Final = 45
"""Days ahead in which promotions are listed with their readiness."""


@dataclass(frozen=True)
class Readiness:
    """How ready a promotion is.

    Attributes:
        roles: each role with its items and what it lacks.
        prices: what is wrong with its prices, such as a product that it sells below cost.
        status: its state at this moment.
        following: the states that it may be given now, the usual one first.
    """

    promotion_id: int
    roles: tuple[RoleReadiness, ...]
    prices: tuple[Message, ...]
    status: str
    following: tuple[str, ...]

    @property
    def done(self) -> int:
        """Number of required things that are done."""
        return sum(role.done for role in self.roles)

    @property
    def total(self) -> int:
        """Number of required things."""
        return sum(role.total for role in self.roles)

    @property
    def green(self) -> bool:
        """Whether nothing is missing and no price is wrong."""
        return all(role.green for role in self.roles) and not self.prices

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing, in words: wrong prices first, then role by role."""
        return (
            *(wording.render(price) for price in self.prices),
            *(words for role in self.roles for words in role.blocked_by),
        )


def of(workspace: Workspace, promotion_id: int) -> Readiness:
    """Return how ready a promotion is, prices included.

    Raises:
        NotFoundError: if it was deleted.
    """
    found = promotion(workspace, promotion_id)
    now = workspace.clock.now().replace(tzinfo=None)
    status = states.by_clock(found.status, found.starts, found.ends, now)
    with workspace.read() as session:
        roles = gate.roles_in(session, promotion_id)
        prices = _wrong_prices(session, workspace.shop_id, found, now)
    return Readiness(promotion_id, roles, prices, status, states.NEXT.get(status, ()))


def _wrong_prices(session: Session, shop_id: int, wanted: Promotion, now: datetime) -> tuple[Message, ...]:
    """Return what is wrong with a promotion's prices under everything live with it; an idea as if it counted."""
    if wanted.ends < now:
        return ()
    live = promotions_in(session, shop_id, wanted.starts.date(), wanted.ends.date())
    asked = replace(wanted, status=states.CHECKED) if wanted.status == states.IDEA else wanted
    others = [each for each in live if each.id != wanted.id and each.ends >= now]
    priced = price_checks.priced(session, shop_id, [asked, *others], now)
    mine = [one for one in priced if one.promotion_id == wanted.id]
    return (
        *(message("checks.promotions.below_cost.text", **hit.values) for hit in price_checks.below(mine, "cost")),
        *(message("checks.promotions.under_floor.text", **hit.values) for hit in price_checks.below(mine, "floor")),
    )


def summary(workspace: Workspace, promotion_ids: Sequence[int]) -> dict[int, tuple[int, int, bool]]:
    """Return for each promotion how many required things are done, of how many, and whether that is all of them.

    Fit for badges on many promotions: prices are not looked at.
    """
    with workspace.read() as session:
        return summary_in(session, promotion_ids)


def summary_in(session: Session, promotion_ids: Sequence[int]) -> dict[int, tuple[int, int, bool]]:
    """Return the same inside an open session."""
    counts = gate.counts_in(session, promotion_ids)
    return {promotion_id: (done, total, done == total) for promotion_id, (done, total) in counts.items()}


@dataclass(frozen=True)
class ReadinessLine:
    """A promotion that is not over, with the readiness of each role."""

    promotion: Promotion
    roles: tuple[RoleReadiness, ...]

    def role(self, name: str) -> RoleReadiness | None:
        """Return a role's readiness; None if it has nothing to do."""
        return next((each for each in self.roles if each.role == name), None)

    @property
    def green(self) -> bool:
        """Whether no role lacks anything."""
        return all(each.green for each in self.roles)


def lines(workspace: Workspace, days: int = AHEAD) -> tuple[ReadinessLine, ...]:
    """Return the promotions that run or begin within some days, by start; of a series the next one only."""
    now = workspace.clock.now().replace(tzinfo=None)
    with workspace.read() as session:
        last = now.date() + timedelta(days=days)
        found = [each for each in promotions_in(session, workspace.shop_id, now.date(), last, now) if each.ends >= now]
        first = {each.series: each.id for each in reversed(found) if each.series}
        shown = [each for each in found if first.get(each.series, each.id) == each.id]
        roles = gate.roles_by_promotion(session, [each.id for each in shown])
    return tuple(ReadinessLine(each, roles[each.id]) for each in shown)


def tick(workspace: Workspace, promotion_id: int, refs: Sequence[str], *, done: bool) -> Outcome[None]:
    """Mark items as ready, or not ready any more."""
    at = workspace.clock.now().strftime(MOMENT) if done else None
    label = message("team.undo.ready" if done else "team.undo.not_ready", n=len(refs))
    with workspace.edit(label, Area.TASKS, Area.PROMOTIONS, place=place(promotion_id)) as unit:
        for ref in refs:
            _touched(unit.session, workspace.shop_id, promotion_id, ref).done_at = at
    return unit.outcome(None)


def set_required(workspace: Workspace, promotion_id: int, ref: str, *, required: bool) -> Outcome[None]:
    """Say whether an item holds this promotion up."""
    with workspace.edit(message("team.undo.required"), Area.TASKS, Area.PROMOTIONS, place=place(promotion_id)) as unit:
        _touched(unit.session, workspace.shop_id, promotion_id, ref).required = required
    return unit.outcome(None)


def add_item(workspace: Workspace, promotion_id: int, role: str, title: str) -> Outcome[str]:
    """Add a required item of one's own and return its reference.

    Raises:
        RuleError: if the title is blank.
    """
    wanted = title.strip()
    if not wanted:
        raise RuleError(message("team.rule.item_title"))
    with workspace.edit(
        message("team.undo.add_item", name=wanted), Area.TASKS, Area.PROMOTIONS, place=place(promotion_id)
    ) as unit:
        row = ReadinessItemRow(shop_id=workspace.shop_id, promotion_id=promotion_id, role=role, title=wanted)
        unit.session.add(row)
        unit.session.flush()
        ref = str(row.id)
    return unit.outcome(ref)


def remove_item(workspace: Workspace, promotion_id: int, ref: str) -> Outcome[None]:
    """Delete an item of one's own; a usual item is made optional instead."""
    with workspace.edit(
        message("team.undo.remove_item"), Area.TASKS, Area.PROMOTIONS, place=place(promotion_id)
    ) as unit:
        row = _touched(unit.session, workspace.shop_id, promotion_id, ref)
        if row.template:
            row.required = False
        else:
            unit.session.delete(row)
    return unit.outcome(None)


def set_status(workspace: Workspace, promotion_id: int, status: str, *, reason: str = "") -> Outcome[None]:
    """Give a promotion another state; into the schedule only when everything is ready, or for a reason that is kept.

    The reason is written into the promotion's note and into the step's name, and so into the history.

    Raises:
        RuleError: if the state does not follow, if it has no products, or what is missing without a reason.
    """
    ready = of(workspace, promotion_id)
    found = promotion(workspace, promotion_id)
    name = found.name
    states.check_step(ready.status, status)
    plan.check(replace(found, status=status))
    held = states.needs_readiness(ready.status, status) and not ready.green
    if held and not reason.strip():
        gate.check_ready(name, ready.missing)
    shown = message(f"promotions.status.{status}")
    label = message("team.undo.status", name=name, status=shown)
    if held:
        label = message("team.undo.override", name=name, status=shown, reason=reason.strip())
    with workspace.edit(label, Area.PROMOTIONS, Area.TASKS, place=place(promotion_id)) as unit:
        row = unit.session.get(PromotionRow, promotion_id)
        if row is None:
            raise NotFoundError(message("promotions.error.gone"))
        row.status = status
        if (ready.status, status) == (states.IDEA, states.CHECKED):
            promotion_agreed(unit, workspace, found)
        if held:
            day = workspace.clock.today()
            said = wording.render(message("team.override_note", day=day, n=len(ready.missing), reason=reason.strip()))
            row.note = f"{row.note}\n{said}".strip()
    return unit.outcome(None)


def _touched(session: Session, shop_id: int, promotion_id: int, ref: str) -> ReadinessItemRow:
    """Return an item's row; a usual item gets its row when it is first touched."""
    if ref.isdigit():
        row = session.get(ReadinessItemRow, int(ref))
        if row is None or row.template or row.promotion_id != promotion_id:
            raise NotFoundError(message("team.error.item_gone"))
        return row
    query = select(ReadinessItemRow).where(
        ReadinessItemRow.promotion_id == promotion_id, ReadinessItemRow.template == ref
    )
    found = session.scalar(query)
    if found is not None:
        return found
    promotion = session.get(PromotionRow, promotion_id)
    usual = {each.id: each for each in gate.templates(promotion.mechanic)} if promotion else {}
    if ref not in usual:
        raise NotFoundError(message("team.error.item_gone"))
    each = usual[ref]
    row = ReadinessItemRow(
        shop_id=shop_id, promotion_id=promotion_id, role=each.role, title=str(each.title), template=ref,
        required=each.required,
    )  # fmt: skip
    session.add(row)
    return row
