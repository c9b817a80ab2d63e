"""How tables are read in a workspace: by known formats, a person's own mapping, or one that is remembered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.days import day_number
from shopplanner.domain.messages import Message, message
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.interchange import formats, plans, raw_tables
from shopplanner.interchange.formats import ColumnSpec, Format
from shopplanner.interchange.plans import Plan
from shopplanner.interchange.text_blocks import Row
from shopplanner.services import wording
from shopplanner.storage.tables.core import SavedMappingRow


@dataclass(frozen=True)
class ColumnMapping:
    """A person's own mapping of a table: fact, source name, and for each column name the fact column and type."""

    fact: str
    columns: Mapping[str, tuple[str, str]]
    source: str = "generic"

    def as_format(self) -> Format:
        """Return it as a format."""
        specs = tuple(ColumnSpec((name,), to, kind) for name, (to, kind) in self.columns.items())
        title = Bilingual(en="Own table", zh_CN="自有表格")
        return Format("generic", title, self.fact, self.source, 100, (), specs, day_from_name=True)


class Dialect:
    """The formats, personal columns and remembered mappings that reading goes by."""

    def __init__(self, session: Session, shop_id: int, today: date | None = None) -> None:
        """Read what is known in a workspace; ``today`` is the day that undated rows of some formats are of."""
        self._today = None if today is None else day_number(today)
        self.formats = formats.known_formats()
        self.personal = formats.personal_columns()
        rows = session.scalars(select(SavedMappingRow).where(SavedMappingRow.shop_id == shop_id))
        self.saved = {row.signature: _mapping_from(row.mapping) for row in rows}

    def plan(self, table: raw_tables.RawTable, file: str, as_format: str, mapping: ColumnMapping | None) -> Plan | None:
        """Return how to read a table: by the given mapping, a known format, or a remembered mapping."""
        if mapping is not None:
            return plans.make_plan(table, self.formats, self.personal, file=file, custom=mapping.as_format())
        plan = plans.make_plan(table, self.formats, self.personal, file=file, as_format=as_format, today=self._today)
        if plan is not None:
            return plan
        saved = self.saved.get(signature(self.header(table)))
        if saved is None:
            return None
        return plans.make_plan(table, self.formats, self.personal, file=file, custom=saved.as_format())

    def header(self, table: raw_tables.RawTable) -> tuple[int, tuple[str, ...], list[tuple[int, Row]]]:
        """Return the number and names of a table's header, and its first rows."""
        first = plans.head(table)
        position = formats.find_header(first, formats.vocabulary(self.formats)) if first else 0
        number, cells = first[position] if first else (0, [])
        return number, tuple(str(cell) for cell in cells), first


def signature(header: tuple[int, tuple[str, ...], Any]) -> str:
    """Return what a table of unknown columns is recognised by: its normalised column names."""
    joined = "|".join(formats.normal(name) for name in header[1])
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


def remember(session: Session, shop_id: int, mapping: ColumnMapping, known: str) -> None:
    """Keep a person's mapping for the next table with the same signature."""
    row = session.scalar(
        select(SavedMappingRow).where(SavedMappingRow.shop_id == shop_id, SavedMappingRow.signature == known)
    )
    text = json.dumps({"fact": mapping.fact, "source": mapping.source, "columns": dict(mapping.columns)})
    if row is None:
        session.add(SavedMappingRow(shop_id=shop_id, signature=known, mapping=text))
    else:
        row.mapping = text


def plan_warnings(plan: Plan) -> tuple[Message, ...]:
    """Return what a person should know about a table before it is read."""
    names = [formats.normal(name) for name in plan.header if name.strip()]
    repeated = sorted({name.strip() for name in plan.header if names.count(formats.normal(name)) > 1})
    warnings = []
    if repeated:
        warnings.append(message("imports.warning.repeated_columns", names=wording.listed(repeated)))
    return tuple(warnings)


def _mapping_from(text: str) -> ColumnMapping:
    data = json.loads(text)
    return ColumnMapping(
        data["fact"], {name: (to, kind) for name, (to, kind) in data["columns"].items()}, data["source"]
    )
