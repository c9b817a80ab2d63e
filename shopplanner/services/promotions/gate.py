"""The readiness gate: what each role must have ready and which changes it must confirm before a promotion is green."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions import states
from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services import wording
from shopplanner.storage.tables.promotions import PromotionProductRow, PromotionRow, TaskRow
from shopplanner.storage.tables.team import ChangeNoticeRow, ReadinessItemRow

NAMED = 3
"""Missing things that an error names; the others are counted."""


@dataclass(frozen=True)
class ItemTemplate:
    """A usual item of a role; without ``mechanics`` for every promotion."""

    id: str
    title: Bilingual
    role: str
    required: bool = True
    mechanics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """Something to have ready.

    Attributes:
        ref: what names it in edits: its template's id, or the id of a person's own item.
        own: whether a person added it to this promotion.
    """

    ref: str
    role: str
    title: str
    required: bool
    done: bool
    note: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A change that a role must confirm by doing a task."""

    task_id: int
    role: str
    title: str
    script: str = ""


@dataclass(frozen=True)
class RoleReadiness:
    """How ready a role is.

    Attributes:
        items: all of its items, required ones first.
        changes: changes that it has not confirmed.
        done: required items that are done.
        total: required items and unconfirmed changes.
        blocked_by: what is missing, in words.
    """

    role: str
    items: tuple[ReadinessItem, ...]
    changes: tuple[Confirmation, ...]
    done: int
    total: int
    blocked_by: tuple[str, ...]

    @property
    def green(self) -> bool:
        """Whether nothing is missing."""
        return not self.blocked_by


@dataclass(frozen=True)
class Affected:
    """A promotion as the gate looks at it."""

    id: int
    shop_id: int
    mechanic: str
    whole_shop: bool
    ends_at: str


def templates(mechanic: str) -> list[ItemTemplate]:
    """Return the usual items of a kind of promotion."""
    entries = packs.load("readiness", "default", ItemTemplate).entries
    return [entry for entry in entries if not entry.mechanics or mechanic in entry.mechanics]


def roles_in(session: Session, promotion_id: int) -> tuple[RoleReadiness, ...]:
    """Return how ready each role is for a promotion, in the usual order; roles without anything are left out."""
    return roles_by_promotion(session, [promotion_id]).get(promotion_id, ())


def roles_by_promotion(session: Session, promotion_ids: Sequence[int]) -> dict[int, tuple[RoleReadiness, ...]]:
    """Return the same for each of many promotions."""
    found = affected(session, promotion_ids)
    stored: dict[int, list[ReadinessItemRow]] = {}
    for row in _stored(session, promotion_ids):
        stored.setdefault(row.promotion_id, []).append(row)
    usual = {mechanic: templates(mechanic) for mechanic in {each.mechanic for each in found}}
    changes = confirmations(session, found)
    return {each.id: _roles(_items(usual[each.mechanic], stored.get(each.id, ())), changes[each.id]) for each in found}


def _roles(items: Sequence[ReadinessItem], changes: Sequence[Confirmation]) -> tuple[RoleReadiness, ...]:
    present = {each.role for each in items} | {each.role for each in changes}
    order = [*(role for role in ROLES if role in present), *sorted(present - set(ROLES))]
    return tuple(_of_role(role, items, changes) for role in order)


def _of_role(role: str, items: Sequence[ReadinessItem], changes: Sequence[Confirmation]) -> RoleReadiness:
    mine = sorted((each for each in items if each.role == role), key=lambda each: not each.required)
    open_changes = tuple(each for each in changes if each.role == role)
    required = [each for each in mine if each.required]
    missing = [each.title for each in required if not each.done] + [each.title for each in open_changes]
    done = sum(1 for each in required if each.done)
    return RoleReadiness(role, tuple(mine), open_changes, done, len(required) + len(open_changes), tuple(missing))


def counts_in(session: Session, promotion_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return for each promotion how many required things are done, and of how many."""
    found = roles_by_promotion(session, promotion_ids)
    return {
        promotion_id: (sum(role.done for role in roles), sum(role.total for role in roles))
        for promotion_id, roles in found.items()
    }


def check_step(session: Session, row: PromotionRow, before: str, after: str) -> None:
    """Refuse a step of a promotion's state that does not follow, or that comes before everything is ready.

    Raises:
        RuleError: naming what is missing.
    """
    states.check_step(before, after)
    if states.needs_readiness(before, after):
        check_ready(row.name, [words for role in roles_in(session, row.id) for words in role.blocked_by])


def check_ready(name: str, missing: Sequence[str]) -> None:
    """Refuse to schedule a promotion that lacks something.

    Raises:
        RuleError: naming the first things that are missing.
    """
    if missing:
        named = wording.listed(missing[:NAMED])
        raise RuleError(
            message("team.rule.not_ready", name=name, n=len(missing), missing=named),
            message("team.rule.not_ready_hint"),
        )


def affected(session: Session, promotion_ids: Iterable[int]) -> list[Affected]:
    """Return the promotions of these ids that exist."""
    query = select(PromotionRow).where(PromotionRow.id.in_(list(promotion_ids)))
    rows = session.scalars(query).all()
    return [Affected(row.id, row.shop_id, row.mechanic, row.whole_shop, row.ends_at) for row in rows]


def confirmations(session: Session, promotions: Sequence[Affected]) -> dict[int, list[Confirmation]]:
    """Return for each promotion the changes that have not been confirmed: its own, and those of its products."""
    open_changes = session.execute(
        select(TaskRow, ChangeNoticeRow)
        .join(ChangeNoticeRow, ChangeNoticeRow.id == TaskRow.change_id)
        .where(
            TaskRow.done_at.is_(None),
            or_(ChangeNoticeRow.promotion_id.is_(None), ChangeNoticeRow.promotion_id.in_([p.id for p in promotions])),
        )
        .order_by(TaskRow.id)
    ).all()
    scopes = _scopes(session, promotions) if open_changes else {}
    return {
        each.id: [
            Confirmation(task.id, task.role, task.title, task.script)
            for task, notice in open_changes
            if _touches(notice, each, scopes.get(each.id, frozenset()))
        ]
        for each in promotions
    }


def _touches(notice: ChangeNoticeRow, promotion: Affected, products: frozenset[int]) -> bool:
    """Return whether a change concerns a promotion: is about it, or about its product or shop before it ended."""
    if notice.promotion_id is not None:
        return notice.promotion_id == promotion.id
    if notice.shop_id != promotion.shop_id or notice.made_at > promotion.ends_at:
        return False
    return promotion.whole_shop or notice.product_id is None or notice.product_id in products


def _scopes(session: Session, promotions: Sequence[Affected]) -> Mapping[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    query = select(PromotionProductRow.promotion_id, PromotionProductRow.product_id)
    for row in session.execute(query.where(PromotionProductRow.promotion_id.in_([each.id for each in promotions]))):
        found.setdefault(row.promotion_id, set()).add(row.product_id)
    return {promotion_id: frozenset(products) for promotion_id, products in found.items()}


def _stored(session: Session, promotion_ids: Sequence[int]) -> Sequence[ReadinessItemRow]:
    query = select(ReadinessItemRow).where(ReadinessItemRow.promotion_id.in_(promotion_ids))
    return session.scalars(query.order_by(ReadinessItemRow.id)).all()


def _items(usual: Sequence[ItemTemplate], rows: Iterable[ReadinessItemRow]) -> list[ReadinessItem]:
    """Return the usual items as far as they were touched or not, and then a person's own ones."""
    kept = list(rows)
    touched = {row.template: row for row in kept if row.template}
    found = []
    for each in usual:
        row = touched.get(each.id)
        required = each.required if row is None else row.required
        done = row is not None and row.done_at is not None
        found.append(ReadinessItem(each.id, each.role, str(each.title), required, done, row.note if row else ""))
    own = (row for row in kept if not row.template)
    return found + [
        ReadinessItem(str(row.id), row.role, row.title, row.required, row.done_at is not None, row.note, own=True)
        for row in own
    ]
