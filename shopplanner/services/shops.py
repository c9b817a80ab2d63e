"""The shops of a workspace."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import message
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop; ``currency`` is an ISO 4217 code, ``sample`` marks the synthetic one."""

    id: int
    name: str
    platform: str
    currency: str
    note: str
    sample: bool


def shops(workspace: Workspace) -> list[Shop]:
    """Return all shops, oldest first."""
    with workspace.read() as session:
        return [_shop(row) for row in session.scalars(select(ShopRow).order_by(ShopRow.id))]


def current_shop(workspace: Workspace) -> Shop:
    """Return the shop that is being worked on."""
    with workspace.read() as session:
        row = session.get(ShopRow, workspace.shop_id)
        if row is None:
            raise NotFoundError(message("errors.no_such_shop"))
        return _shop(row)


def add_shop(workspace: Workspace, name: str, platform: str = "taobao", currency: str = "CNY") -> Outcome[int]:
    """Add a shop and return its id."""
    with workspace.edit(message("shell.undo.add_shop", name=name), Area.SHOP) as unit:
        row = ShopRow(name=_checked(name), platform=platform, currency=currency)
        unit.session.add(row)
        unit.session.flush()
        shop_id = row.id
    return unit.outcome(shop_id)


def edit_shop(workspace: Workspace, *, name: str, platform: str, currency: str, note: str) -> Outcome[None]:
    """Change the shop that is being worked on."""
    with workspace.edit(message("shell.undo.edit_shop", name=name), Area.SHOP) as unit:
        row = unit.session.get_one(ShopRow, workspace.shop_id)
        row.name, row.platform, row.currency, row.note = _checked(name), platform, currency, note
    return unit.outcome(None)


def _checked(name: str) -> str:
    if not name.strip():
        raise RuleError(message("errors.name_missing"))
    return name.strip()


def _shop(row: ShopRow) -> Shop:
    return Shop(row.id, row.name, row.platform, row.currency, row.note, row.sample)
