"""The audit: what each step of the journal changed, field by field, as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from shopplanner.domain.days import day_of
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.definitions import Metric
from shopplanner.foundation import i18n
from shopplanner.services import wording
from shopplanner.services.history import FieldChange, Step, next_redo, next_undo, step_changes, steps
from shopplanner.services.metrics import definitions
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.metrics import TargetRow
from shopplanner.storage.tables.positioning import WorksheetRow
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow, TaskRow
from shopplanner.storage.tables.team import PersonRow, ReadinessItemRow

MONEY: Final = frozenset({"list_price", "tag_price", "cost", "floor_price", "budget"})
DAYS: Final = frozenset({"due_day", "launch_day", "day", "review_by", "as_of"})
HIDDEN: Final = frozenset({"id", "shop_id", "version"})
NAMED: Final[Mapping[str, tuple[InstrumentedAttribute[int], InstrumentedAttribute[str]]]] = {
    "product": (ProductRow.id, ProductRow.title),
    "promotion": (PromotionRow.id, PromotionRow.name),
    "task": (TaskRow.id, TaskRow.title),
    "person": (PersonRow.id, PersonRow.name),
    "readiness_item": (ReadinessItemRow.id, ReadinessItemRow.title),
    "worksheet": (WorksheetRow.id, WorksheetRow.name),
}
"""Tables whose records have a name."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after, in words; ``made`` and ``gone`` say that the record began or ended with the step."""

    table: str
    record: str
    field: str
    before: str
    after: str
    made: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Audit:
    """The journal's last steps, newest first, and what undo and redo would do next."""

    steps: tuple[Step, ...]
    undo: Step | None
    redo: Step | None


def audit(workspace: Workspace, limit: int = 1000) -> Audit:
    """Return the journal."""
    return Audit(tuple(steps(workspace, limit)), next_undo(workspace), next_redo(workspace))


def changes(workspace: Workspace, step_id: int) -> tuple[Change, ...]:
    """Return every field that a step changed, in words."""
    found = [one for one in step_changes(workspace, step_id) if one.field not in HIDDEN]
    with workspace.read() as session:
        names = _names(session, found)
        targets = _targets(session, found)
    names |= {("target", row): name for row, (name, _) in targets.items()}
    ends = _ends(step_changes(workspace, step_id))
    metrics = {row: metric for row, (_, metric) in targets.items()}
    return tuple(_change(one, names, metrics, ends.get((one.table, one.row_id), "")) for one in found)


def _ends(found: Iterable[FieldChange]) -> dict[tuple[str, int], str]:
    """Return which records a step made or removed: their id has one side only."""
    ends: dict[tuple[str, int], str] = {}
    for one in found:
        if one.field == "id":
            ends[one.table, one.row_id] = "made" if one.before is None else "gone"
    return ends


def _names(session: Session, found: Iterable[FieldChange]) -> dict[tuple[str, int], str]:
    """Return the names of the records that there are, and of those that were, as the step has them."""
    names: dict[tuple[str, int], str] = {}
    for one in found:
        if one.field in {"title", "name"} and (said := one.after or one.before):
            names[one.table, one.row_id] = str(said)
    for table, (key, name) in NAMED.items():
        ids = {one.row_id for one in found if one.table == table}
        for record, title in session.execute(select(key, name).where(key.in_(ids))):
            names[table, record] = title
    return names


def _targets(session: Session, found: Iterable[FieldChange]) -> dict[int, tuple[str, Metric]]:
    """Return name and metric of the targets that a step changed, as far as both are known."""
    known: dict[int, dict[str, str]] = {}
    for one in found:
        if one.table == "target":
            known.setdefault(one.row_id, {})[one.field] = str(one.after or one.before)
    for row, metric, month in session.execute(
        select(TargetRow.id, TargetRow.metric, TargetRow.month).where(TargetRow.id.in_(known))
    ):
        known[row] |= {"metric": metric, "month": month}
    metrics = definitions.metrics()
    return {
        row: (f"{metrics[said['metric']].name} {said.get('month', '')}".strip(), metrics[said["metric"]])
        for row, said in known.items()
        if said.get("metric") in metrics
    }


def _change(one: FieldChange, names: Mapping[tuple[str, int], str], metrics: Mapping[int, Metric], end: str) -> Change:
    metric = metrics.get(one.row_id) if (one.table, one.field) == ("target", "value") else None
    return Change(
        table_words(one.table),
        names.get((one.table, one.row_id), f"#{one.row_id}"),
        field_words(one.field),
        value_words(one.field, one.before, metric),
        value_words(one.field, one.after, metric),
        end == "made",
        end == "gone",
    )


def table_words(table: str) -> str:
    """Return what the records of a table are called."""
    text_id = f"today.table.{table}"
    return wording.render(message(text_id)) if i18n.has_text(text_id) else table


def field_words(field: str) -> str:
    """Return what a field is called; its plain name where it has no other."""
    text_id = f"today.field.{field}"
    return wording.render(message(text_id)) if i18n.has_text(text_id) else field


def value_words(field: str, value: object, metric: Metric | None = None) -> str:
    """Return a stored value as it is read: amounts as money, day numbers as dates, JSON as its content.

    ``metric`` is what a target's value counts.
    """
    if value is None or value == "":
        return wording.MISSING
    if metric is not None and isinstance(value, int):
        return definitions.format_value(metric, value)
    if isinstance(value, int) and not isinstance(value, bool) and field in MONEY:
        return wording.money(value)
    if isinstance(value, int) and not isinstance(value, bool) and field in DAYS:
        return day_of(value).isoformat()
    if isinstance(value, str) and value[:1] in {"{", "[", '"'}:
        return _json(value)
    return str(value)


def _json(value: str) -> str:
    """Return JSON text as a short list of its parts."""
    try:
        content = json.loads(value)
    except ValueError:
        return value
    if isinstance(content, dict):
        return ", ".join(f"{key} {part}" for key, part in content.items()) or wording.MISSING
    return wording.listed(map(str, content)) if isinstance(content, list) else str(content)
