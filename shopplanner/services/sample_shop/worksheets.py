"""The sample shop's filled worksheets: a body-care shop that stands for scent that lasts, and for whitening."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.foundation import packs
from shopplanner.services.sample_shop.story import Story
from shopplanner.storage.tables.core import ImportBatchRow
from shopplanner.storage.tables.positioning import WorksheetRow, WorksheetValueRow

DAYS_AGO: Final = 12
"""How long ago the worksheets were filled in."""


def store_worksheets(session: Session, story: Story, shop_id: int) -> None:
    """Fill in every worksheet of the sample shop, and one alternative of the audience."""
    as_of = day_number(story.last - timedelta(days=DAYS_AGO))
    for sheet in packs.load("sample", "worksheets", dict).entries:
        _store(session, shop_id, sheet, as_of)
    _point_at_listings(session, shop_id)


def _store(session: Session, shop_id: int, sheet: dict[str, Any], as_of: int) -> None:
    row = WorksheetRow(shop_id=shop_id, kind=sheet["kind"], name=sheet["name"], chosen=sheet["chosen"])
    session.add(row)
    session.flush()
    for field, value in sheet["values"].items():
        session.add(_value(row, field, 0, value, as_of))
    for group, entries in sheet.get("groups", {}).items():
        for item, entry in enumerate(entries):
            session.add_all(_value(row, f"{group}.{name}", item, value, as_of) for name, value in entry.items())


def _value(sheet: WorksheetRow, field: str, item: int, given: Any, as_of: int) -> WorksheetValueRow:
    """Return a row; a table with ``value`` carries source and confidence beside it."""
    told = given if isinstance(given, dict) else {"value": given}
    figure = isinstance(told["value"], int) and not isinstance(told["value"], bool)
    return WorksheetValueRow(
        shop_id=sheet.shop_id,
        worksheet_id=sheet.id,
        field=field,
        item=item,
        value=json.dumps(told["value"], ensure_ascii=False),
        source=told.get("source", ""),
        confidence=told.get("confidence", ""),
        as_of=as_of if figure or "source" in told else None,
    )


def _point_at_listings(session: Session, shop_id: int) -> None:
    """Let the price tier look at the sample's listing table."""
    query = select(ImportBatchRow.id).where(ImportBatchRow.shop_id == shop_id, ImportBatchRow.fact == "listing")
    table = session.scalar(query)
    sheet = session.scalar(
        select(WorksheetRow).where(WorksheetRow.shop_id == shop_id, WorksheetRow.kind == "price_tier")
    )
    if table is not None and sheet is not None:
        session.add(
            WorksheetValueRow(shop_id=shop_id, worksheet_id=sheet.id, field="table", item=0, value=json.dumps(table))
        )
