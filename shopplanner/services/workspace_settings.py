"""Values that belong to a shop rather than to the computer, kept in its workspace as JSON."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome
from shopplanner.domain.messages import Message, message
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import SettingRow


def get_setting(workspace: Workspace, key: str, default: Any = None) -> Any:
    """Return the shop's value for ``key``, or ``default`` if none was set."""
    with workspace.read() as session:
        return setting_in(session, workspace.shop_id, key, default)


def setting_in(session: Session, shop_id: int, key: str, default: Any = None) -> Any:
    """Return a shop's value for ``key`` inside an open session."""
    row = session.scalar(select(SettingRow).where(SettingRow.shop_id == shop_id, SettingRow.key == key))
    return default if row is None else json.loads(row.value)


def set_setting(
    workspace: Workspace, key: str, value: Any, *, label: Message | None = None, merge_key: str | None = None
) -> Outcome[None]:
    """Keep ``value``, which must be JSON, under ``key``; one undoable step."""
    with workspace.edit(label or message("common.undo.setting"), Area.SETTINGS, merge_key=merge_key) as unit:
        put_setting(unit.session, workspace.shop_id, key, value)
    return unit.outcome(None)


def put_setting(session: Session, shop_id: int, key: str, value: Any) -> None:
    """Keep a value as part of a larger unit of work."""
    text = json.dumps(value, ensure_ascii=False)
    row = session.scalar(select(SettingRow).where(SettingRow.shop_id == shop_id, SettingRow.key == key))
    if row is None:
        session.add(SettingRow(shop_id=shop_id, key=key, value=text))
    else:
        row.value = text
