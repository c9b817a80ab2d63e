"""Whoever must know of a change gets a task with a script, inside the unit of work that makes the change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.days import day_number
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions import states
from shopplanner.domain.promotions.plan import MOMENT, ROLES, Promotion
from shopplanner.domain.promotions.propagation import OPPOSITE, Duty, Edit, Spread, filled, kind_of, merged
from shopplanner.foundation import packs
from shopplanner.foundation.i18n import has_text, language, text
from shopplanner.services import wording
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.almanac import Overrides
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.plan_words import scope_words
from shopplanner.services.promotions.team import Assigner
from shopplanner.services.promotions.workdays import overrides_in
from shopplanner.services.workspace import Unit, Workspace
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionProductRow, PromotionRow, TaskRow
from shopplanner.storage.tables.team import ChangeNoticeRow

REPORTED_FIELD = "reported"
FEW = 5
"""Products that are told of one by one when they change together."""

NAMED = 12
"""Fields that a script names; the others are counted."""

MONEY = frozenset({"list_price", "tag_price"})


@dataclass(frozen=True)
class About:
    """What a change is about: a product, a promotion, or the whole shop."""

    name: str
    product_id: int | None = None
    promotion_id: int | None = None


def product_changed(
    unit: Unit, workspace: Workspace, product_id: int, changed: str, before: object, after: object
) -> None:
    """Tell the roles of an edited field of a product, if a promotion that is agreed and not over has the product."""
    edit = _edit(changed, changed, before, after)
    if edit.kind:
        _tell_of_product(unit, workspace, product_id, [edit])


def products_changed(unit: Unit, workspace: Workspace, edits: Sequence[tuple[int, str, object, object]]) -> None:
    """Tell the roles of many edits at once, as product, field, before and after.

    Edits of more than a few products become one change for each promotion that has some of them, and one for a whole
    series, so that a pasted price list does not give everybody a thousand tasks.
    """
    known = [edit for edit in edits if kind_of(edit[1], edit[2], edit[3])]
    if len({edit[0] for edit in known}) <= FEW:
        for product_id, changed, before, after in known:
            product_changed(unit, workspace, product_id, changed, before, after)
        return
    names = _names(unit.session, {edit[0] for edit in known})
    worded = [
        (product_id, _edit(changed, f"{changed}:{names[product_id]}", before, after))
        for product_id, changed, before, after in known
        if product_id in names
    ]
    found: dict[str, tuple[About, dict[str, Edit]]] = {}
    for promotion in unit.session.scalars(_agreed_query(workspace).order_by(PromotionRow.starts_at)).all():
        scope = None if promotion.whole_shop else _scope(unit.session, promotion.id)
        mine = {edit.field: edit for product_id, edit in worded if scope is None or product_id in scope}
        if mine:
            about = About(promotion.name, promotion_id=promotion.id)
            found.setdefault(promotion.series or f"{promotion.id}", (about, {}))[1].update(mine)
    for about, fields in found.values():
        _tell(unit, workspace, about, list(fields.values()))


def _edit(changed: str, field: str, before: object, after: object) -> Edit:
    """Return an edit of a product's field with its values in words."""
    return Edit(kind_of(changed, before, after), field, _words(changed, before), _words(changed, after))


def variant_changed(
    unit: Unit, workspace: Workspace, product_id: int, name: str, changed: str, before: object, after: object
) -> None:
    """Tell the roles of an edited field of a variant; ``changed`` is ``sku`` where it was added or removed."""
    kind = "sku" if changed == "sku" else kind_of(changed, before, after)
    if kind:
        edit = Edit(kind, f"{changed}:{name}", _words(changed, before), _words(changed, after))
        _tell_of_product(unit, workspace, product_id, [edit])


def promotion_changed(unit: Unit, workspace: Workspace, before: Promotion, after: Promotion) -> None:
    """Tell the roles of another offer, other products or other times of a promotion that is agreed and not over."""
    promotions_changed(unit, workspace, [(before, after)])


def promotions_changed(unit: Unit, workspace: Workspace, pairs: Sequence[tuple[Promotion, Promotion]]) -> None:
    """Tell the roles of many promotions at once, as they were and are; of a series only of the first one."""
    now = workspace.clock.now().replace(tzinfo=None)
    found: dict[str, list[tuple[Promotion, list[Edit]]]] = {}
    for before, after in sorted(pairs, key=lambda pair: pair[1].starts):
        agreed = states.IDEA not in {before.status, after.status} and after.ends >= now
        edits = _promotion_edits(unit.session, before, after) if agreed else []
        if edits:
            found.setdefault(after.series or f"{after.id}", []).append((after, edits))
    for changed in found.values():
        first, edits = changed[0]
        more = len(changed) - 1
        name = text("team.change.series", name=first.name, n=more) if more else first.name
        _tell(unit, workspace, About(name, promotion_id=first.id), edits)


def _promotion_edits(session: Session, before: Promotion, after: Promotion) -> list[Edit]:
    """Return what others must know of a changed promotion."""
    kind = "gift" if "gift" in (before.mechanic, after.mechanic) else "price"
    edits = [
        Edit(kind, "offer", offer_words(before), offer_words(after)),
        Edit("times", "period", _span(before), _span(after)),
    ]
    if (before.whole_shop, set(before.products)) != (after.whole_shop, set(after.products)):
        names = _names(session, (*before.products, *after.products))
        edits.append(Edit("price", "scope", scope_words(before, names), scope_words(after, names)))
    return [edit for edit in edits if edit.before != edit.after]


def _span(promotion: Promotion) -> str:
    return f"{promotion.starts:%Y-%m-%d %H:%M} – {promotion.ends:%Y-%m-%d %H:%M}"


def promotion_agreed(unit: Unit, workspace: Workspace, promotion: Promotion) -> None:
    """Tell all roles of a promotion that is no longer an idea; of a series only of the first one."""
    if promotion.series and _series_told(unit.session, workspace.shop_id, promotion):
        return
    names = _names(unit.session, promotion.products)
    edits = [
        Edit("new_promotion", "period", "", _span(promotion)),
        Edit("new_promotion", "offer", "", offer_words(promotion)),
        Edit("new_promotion", "scope", "", scope_words(promotion, names)),
    ]
    _tell(unit, workspace, About(promotion.name, promotion_id=promotion.id), edits)


def report(
    workspace: Workspace,
    kind: str,
    after: str,
    *,
    before: str = "",
    product_id: int | None = None,
    promotion_id: int | None = None,
) -> Outcome[int]:
    """Tell the roles of a change that was made outside the program, and return the notice's id.

    Raises:
        RuleError: if it is not said what changed.
        NotFoundError: if the product or promotion was deleted.
    """
    if not after.strip():
        raise RuleError(message("team.rule.what"))
    label = message("team.undo.report")
    with workspace.edit(label, Area.TASKS, Area.PROMOTIONS, place=Place("promotions", "tasks")) as unit:
        about = _about(unit.session, product_id, promotion_id)
        edit = Edit(kind, REPORTED_FIELD, before.strip(), after.strip())
        notice = _raise_notice(unit.session, workspace, about, kind, [edit])
    return unit.outcome(notice)


def _about(session: Session, product_id: int | None, promotion_id: int | None) -> About:
    """Return what a reported change is about."""
    if promotion_id is not None:
        promotion = session.get(PromotionRow, promotion_id)
        if promotion is None:
            raise NotFoundError(message("promotions.error.gone"))
        return About(promotion.name, promotion_id=promotion_id)
    if product_id is None:
        return About(text("team.change.shop"))
    product = session.get(ProductRow, product_id)
    if product is None:
        raise NotFoundError(message("products.error.gone"))
    return About(product.short_name or product.title, product_id=product_id)


def _tell_of_product(unit: Unit, workspace: Workspace, product_id: int, edits: Sequence[Edit]) -> None:
    product = unit.session.get(ProductRow, product_id)
    if product is not None and _planned_with(unit.session, workspace, product_id):
        _tell(unit, workspace, About(product.short_name or product.title, product_id=product_id), edits)


def _planned_with(session: Session, workspace: Workspace, product_id: int) -> bool:
    """Return whether a promotion that is agreed and not over has a product."""
    having = select(PromotionProductRow.promotion_id).where(PromotionProductRow.product_id == product_id)
    theirs = or_(PromotionRow.whole_shop.is_(True), PromotionRow.id.in_(having))
    return session.scalars(_agreed_query(workspace).where(theirs).limit(1)).first() is not None


def _agreed_query(workspace: Workspace) -> Select[PromotionRow]:
    """Return the query for promotions that are agreed and not over; ideas were told to nobody yet."""
    return select(PromotionRow).where(
        PromotionRow.shop_id == workspace.shop_id,
        PromotionRow.ends_at >= workspace.clock.now().strftime(MOMENT),
        PromotionRow.status != states.IDEA,
    )


def _scope(session: Session, promotion_id: int) -> frozenset[int]:
    query = select(PromotionProductRow.product_id).where(PromotionProductRow.promotion_id == promotion_id)
    return frozenset(session.scalars(query))


def _tell(unit: Unit, workspace: Workspace, about: About, edits: Sequence[Edit]) -> None:
    """Raise a notice for each kind of change among edits, and let the person who made it know who was told."""
    unit.areas |= {Area.TASKS, Area.PROMOTIONS}
    roles: dict[str, None] = {}
    for kind in dict.fromkeys(edit.kind for edit in edits):
        mine = [edit for edit in edits if edit.kind == kind]
        if not _taken_back(unit.session, workspace.shop_id, about, kind) and _raise_notice(
            unit.session, workspace, about, kind, mine
        ):
            roles |= dict.fromkeys(duty.role for duty in duties(kind))
    if roles:
        named = wording.listed(text(f"promotions.role.{role}") if role in ROLES else role for role in roles)
        unit.told = message("team.told", roles=named)


def _taken_back(session: Session, shop_id: int, about: About, kind: str) -> bool:
    """Withdraw unconfirmed notices of the opposite; return whether there was one, so that nobody need be told."""
    opposite = _open_notice(session, shop_id, about, OPPOSITE[kind]) if kind in OPPOSITE else None
    if opposite is None:
        return False
    _withdraw(session, opposite)
    return True


def _raise_notice(session: Session, workspace: Workspace, about: About, kind: str, edits: Iterable[Edit]) -> int:
    """Add a notice with its tasks, or let an unconfirmed one of the same thing say the newest; return its id."""
    notice = _open_notice(session, workspace.shop_id, about, kind)
    first, last = (json.loads(notice.before), json.loads(notice.after)) if notice else ({}, {})
    before, after = merged(first, last, edits)
    if not after:
        if notice is not None:
            _withdraw(session, notice)
        return 0
    if notice is None:
        notice = ChangeNoticeRow(
            shop_id=workspace.shop_id, kind=kind, product_id=about.product_id, promotion_id=about.promotion_id,
            made_at=workspace.clock.now().strftime(MOMENT),
        )  # fmt: skip
        session.add(notice)
    notice.before, notice.after = json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False)
    session.flush()
    _store_tasks(session, workspace, about, notice, partial(_filled, _values(about.name, before, after)))
    return notice.id


def _store_tasks(
    session: Session, workspace: Workspace, about: About, notice: ChangeNoticeRow, worded: Callable[[str], str]
) -> None:
    """Add the tasks that a notice lacks, and word all of them anew."""
    present = {row.role: row for row in session.scalars(select(TaskRow).where(TaskRow.change_id == notice.id))}
    due = day_number(_next_workday(workspace.clock.today(), overrides_in(session, workspace.shop_id)))
    assigner = Assigner(session, workspace.shop_id)
    for duty in duties(notice.kind):
        row = present.get(duty.role)
        if row is None:
            row = TaskRow(
                shop_id=workspace.shop_id, promotion_id=about.promotion_id, role=duty.role, due_day=due,
                effort_minutes=duty.effort_minutes, change_id=notice.id,
                person_id=assigner.pick(duty.role, due, duty.effort_minutes),
            )  # fmt: skip
            session.add(row)
        row.title, row.script = worded(str(duty.task)), worded(str(duty.script))
    session.flush()


def duties(kind: str) -> tuple[Duty, ...]:
    """Return who does what about a kind of change."""
    return next((each.duties for each in kinds() if each.id == kind), ())


def kinds() -> tuple[Spread, ...]:
    """Return all kinds of changes with their duties."""
    return packs.load("propagation", "default", Spread).entries


def _open_notice(session: Session, shop_id: int, about: About, kind: str) -> ChangeNoticeRow | None:
    """Return the newest notice of the same thing that nobody has confirmed yet."""
    told = select(TaskRow.change_id).where(TaskRow.done_at.is_not(None), TaskRow.change_id.is_not(None))
    query = (
        select(ChangeNoticeRow)
        .where(
            ChangeNoticeRow.shop_id == shop_id,
            ChangeNoticeRow.kind == kind,
            ChangeNoticeRow.product_id.is_(None)
            if about.product_id is None
            else ChangeNoticeRow.product_id == about.product_id,
            ChangeNoticeRow.promotion_id.is_(None)
            if about.promotion_id is None
            else ChangeNoticeRow.promotion_id == about.promotion_id,
            ChangeNoticeRow.id.not_in(told),
        )
        .order_by(ChangeNoticeRow.id.desc())
    )
    return session.scalars(query).first()


def _withdraw(session: Session, notice: ChangeNoticeRow) -> None:
    """Take a notice back with its tasks."""
    session.execute(delete(ChangeNoticeRow).where(ChangeNoticeRow.id == notice.id))


def _series_told(session: Session, shop_id: int, promotion: Promotion) -> bool:
    query = (
        select(func.count())
        .select_from(ChangeNoticeRow)
        .join(PromotionRow, PromotionRow.id == ChangeNoticeRow.promotion_id)
        .where(
            ChangeNoticeRow.shop_id == shop_id,
            ChangeNoticeRow.kind == "new_promotion",
            PromotionRow.series == promotion.series,
            PromotionRow.id != promotion.id,
        )
    )
    return bool(session.scalar(query))


def _names(session: Session, product_ids: Iterable[int]) -> dict[int, str]:
    rows = session.execute(
        select(ProductRow.id, ProductRow.short_name, ProductRow.title).where(ProductRow.id.in_(list(product_ids)))
    )
    return {row.id: row.short_name or row.title for row in rows}


def _next_workday(day: date, said: Overrides) -> date:
    """Return a day, or the next one that is worked."""
    while not almanac.day_info(day, said).workday:
        day += timedelta(days=1)
    return day


def _words(changed: str, value: object) -> str:
    """Return a field's value in words."""
    if value is None or value == "":
        return ""
    if changed in MONEY:
        return wording.money(int(str(value)))
    return text(f"products.status.{value}") if changed == "status" else str(value)


def field_words(name: str) -> str:
    """Return a changed field's name; a variant's with the variant."""
    changed, _, variant = name.partition(":")
    own = f"team.change.field.{changed}"
    said = text(own) if has_text(own) else text(f"products.column.{changed}")
    return text("team.change.variant", field=said, name=variant) if variant and changed != "sku" else said


def change_words(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return every changed field with its old and its new value, the first ones of many."""
    lines = []
    for name, value in list(after.items())[:NAMED]:
        old = before.get(name, "")
        if name == REPORTED_FIELD:  # a person's own words need no name before them
            lines.append(f"{old} → {value}" if old else value)
            continue
        form = "changed" if old and value else "added" if value else "removed"
        lines.append(text(f"team.change.{form}", field=field_words(name), before=old, after=value))
    return _joined([*lines, *_more(len(after))])


def _more(count: int) -> list[str]:
    """Return how many fields are not named, if any."""
    return [text("team.change.more", n=count - NAMED)] if count > NAMED else []


def _values(about: str, before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return what the places of tasks and scripts are filled with."""

    def side(values: Mapping[str, str]) -> str:
        named = len(values) > 1
        shown = [
            text("team.change.added", field=field_words(name), before="", after=value) if named else value
            for name, value in list(values.items())[:NAMED]
            if value
        ]
        return _joined([*shown, *_more(len(values))]) or text("team.change.nothing")

    return {"about": about, "before": side(before), "after": side(after), "changes": change_words(before, after)}


def _joined(parts: Sequence[str]) -> str:
    return ("；" if language() == "zh_CN" else "; ").join(parts)


def _filled(values: Mapping[str, str], template: str) -> str:
    return filled(template, values)
