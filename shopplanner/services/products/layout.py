"""The layout of the range: planned and actual mix of roles, breadth and depth, spread over categories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.periods import Period
from shopplanner.domain.products import mix
from shopplanner.domain.products.economics import WHOLE
from shopplanner.domain.products.mix import CategoryShare, Consequence, Member, RoleShare, Spread
from shopplanner.domain.products.roles import ON_SALE, ROLES
from shopplanner.foundation import packs
from shopplanner.foundation.packs import PackHeader
from shopplanner.services.products import figures
from shopplanner.services.products.catalogue import products_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import RoleTargetRow

KIND = "role_mix"
PLACE = Place("products", "layout")


@dataclass(frozen=True, slots=True)
class PresetShare:
    """A role's share in a preset, in basis points."""

    role: str
    share: int


@dataclass(frozen=True, slots=True)
class Preset:
    """A mix that somebody published, with its source and grade."""

    name: str
    header: PackHeader
    shares: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """The range as a whole.

    Attributes:
        roles: plan and actual by role.
        planned: what the planned shares add up to, in basis points.
        period: the days that amounts speak of; None without any.
        says: what follows from the mix.
    """

    roles: tuple[RoleShare, ...]
    planned: int
    categories: tuple[CategoryShare, ...]
    spread: Spread
    period: Period | None
    says: tuple[Consequence, ...]


def layout(workspace: Workspace) -> Layout:
    """Return the layout of the products on sale, with amounts of the last 28 days that have any."""
    with workspace.read() as session:
        period = figures.last_period(session, workspace.shop_id)
        members = [
            Member(one.role, one.category, one.skus, one.stock, one.figures.paid_amount)
            for one in products_in(session, workspace.shop_id, period)
            if one.status == ON_SALE
        ]
        targets = _targets(session, workspace.shop_id)
    shares = mix.role_shares(members, targets)
    return Layout(
        shares,
        mix.target_sum(targets),
        mix.category_shares(members),
        mix.spread(members),
        period,
        tuple(mix.consequences(shares, targets)) if members else (),
    )


def presets() -> tuple[Preset, ...]:
    """Return the presets that are shipped or a person's own, by title."""
    found = [(name, packs.load(KIND, name, PresetShare)) for name in packs.names(KIND)]
    made = [Preset(name, pack.header, {one.role: one.share for one in pack.entries}) for name, pack in found]
    return tuple(sorted(made, key=lambda one: str(one.header.title)))


def set_target(workspace: Workspace, role: str, share: int | None) -> Outcome[None]:
    """Plan a role's share in basis points, or plan nothing for it with None.

    Raises:
        RuleError: for a share outside 0 to 100 %, or a role that does not exist.
    """
    if role not in ROLES or (share is not None and not 0 <= share <= WHOLE):
        raise RuleError(message("products.error.share"))
    label = message("products.undo.target", role=message(f"products.role.{role}"))
    with workspace.edit(label, Area.PRODUCTS, place=PLACE) as unit:
        _store(unit.session, workspace.shop_id, {role: share})
    return unit.outcome(None)


def apply_preset(workspace: Workspace, preset: Preset) -> Outcome[None]:
    """Plan what a preset says, and nothing for roles that it leaves out, in one step."""
    label = message("products.undo.preset", name=str(preset.header.title))
    with workspace.edit(label, Area.PRODUCTS, place=PLACE) as unit:
        _store(unit.session, workspace.shop_id, {role: preset.shares.get(role) for role in ROLES})
    return unit.outcome(None)


def _targets(session: Session, shop_id: int) -> dict[str, int]:
    rows = session.scalars(select(RoleTargetRow).where(RoleTargetRow.shop_id == shop_id))
    return {row.role: row.share for row in rows if row.role in ROLES}


def _store(session: Session, shop_id: int, wanted: Mapping[str, int | None]) -> None:
    rows = {row.role: row for row in session.scalars(select(RoleTargetRow).where(RoleTargetRow.shop_id == shop_id))}
    for role, share in wanted.items():
        row = rows.get(role)
        if share is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(RoleTargetRow(shop_id=shop_id, role=role, share=share))
        else:
            row.share = share
