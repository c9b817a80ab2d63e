"""Worksheets: read, filled in as typed, kept as alternatives, set side by side."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import Message, message
from shopplanner.domain.positioning import worksheets as rules
from shopplanner.domain.positioning.worksheets import (
    Confidence,
    Definition,
    Difference,
    Filled,
    Key,
    Value,
    Values,
    WorksheetField,
    completeness,
)
from shopplanner.services import wording
from shopplanner.services.positioning import storing
from shopplanner.services.positioning.definitions import definition
from shopplanner.services.workspace import Unit, Workspace
from shopplanner.storage.tables.positioning import WorksheetRow, WorksheetValueRow


@dataclass(frozen=True, slots=True)
class Alternative:
    """One worksheet of a kind; the chosen one counts in the plan."""

    id: int
    name: str
    chosen: bool
    completeness: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet with its values; ``id`` is 0 while nothing was stored."""

    definition: Definition
    id: int
    name: str
    chosen: bool
    values: Values
    alternatives: tuple[Alternative, ...] = ()

    @property
    def completeness(self) -> int:
        """How much is filled in, in basis points."""
        return completeness(self.definition, self.values)

    @property
    def missing(self) -> tuple[WorksheetField, ...]:
        """Required fields that are not filled in."""
        return rules.missing(self.definition, self.values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two worksheets of a kind side by side."""

    definition: Definition
    first: Alternative
    second: Alternative
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value lies: kind of worksheet, field path, entry of a group, and the alternative; 0 is the chosen one."""

    kind: str
    path: str
    item: int = 0
    sheet_id: int = 0


def sheet(workspace: Workspace, kind: str, sheet_id: int = 0) -> Sheet:
    """Return a worksheet; the chosen one by default, and where an alternative is gone."""
    with workspace.read() as session:
        return sheet_in(session, workspace.shop_id, kind, sheet_id)


def sheet_in(session: Session, shop_id: int, kind: str, sheet_id: int = 0) -> Sheet:
    """Return a worksheet inside an open session."""
    defined = definition(kind)
    rows = storing.sheets_of(session, shop_id, kind)
    row = next((one for one in rows if one.id == sheet_id), None) or storing.chosen_of(rows)
    if row is None:
        return Sheet(defined, 0, "A", True, {})
    values = {one.id: storing.values_of(session, one.id) for one in rows}
    others = tuple(_alternative(one, defined, values[one.id]) for one in rows)
    return Sheet(defined, row.id, row.name, row.chosen, values[row.id], others)


def set_value(workspace: Workspace, spot: Spot, value: Value, evidence: Filled | None = None) -> Outcome[int]:
    """Fill in a field; typing on in the same field within half a minute is one step. Returns the worksheet's id.

    Args:
        workspace: where to.
        spot: which field; a worksheet is made where there is none yet.
        value: in the field's own units; an empty one takes the value out.
        evidence: source, date and confidence; without it they stay, and a new figure gets today's date.

    Raises:
        RuleError: if the field cannot hold the value.
        NotFoundError: if there is no such field or alternative.
    """
    field = _field(definition(spot.kind), spot.path)
    if not rules.is_empty(value) and not rules.check(field, value):
        raise RuleError(message("positioning.error.value", field=str(field.name)))
    with _edit(workspace, spot, "positioning.undo.value", str(field.name)) as unit:
        row = _target(unit, workspace.shop_id, spot)
        before = storing.values_of(unit.session, row.id).get((spot.path, spot.item))
        filled = _with_evidence(field, value, evidence or before, workspace.clock.today())
        storing.put(unit.session, row, {(spot.path, spot.item): filled})
        unit.merge_key = f"worksheet/{row.id}/{spot.path}/{spot.item}"
        sheet_id = row.id
    return unit.outcome(sheet_id)


def set_values(workspace: Workspace, kind: str, values: Mapping[str, Value], sheet_id: int = 0) -> Outcome[int]:
    """Fill in several fields outside groups as one step.

    Raises:
        RuleError: if a field cannot hold its value.
        NotFoundError: if there is no such field or alternative.
    """
    defined = definition(kind)
    for path, value in values.items():
        field = _field(defined, path)
        if not rules.is_empty(value) and not rules.check(field, value):
            raise RuleError(message("positioning.error.value", field=str(field.name)))
    spot = Spot(kind, next(iter(values), ""), 0, sheet_id)
    names = wording.listed(str(_field(defined, path).name) for path in list(values)[:2])
    with _edit(workspace, spot, "positioning.undo.value", names) as unit:
        row = _target(unit, workspace.shop_id, spot)
        before, today = storing.values_of(unit.session, row.id), workspace.clock.today()
        changes: dict[Key, Filled | None] = {
            (path, 0): _with_evidence(_field(defined, path), value, before.get((path, 0)), today)
            for path, value in values.items()
        }
        storing.put(unit.session, row, changes)
        made = row.id
    return unit.outcome(made)


def set_evidence(
    workspace: Workspace, spot: Spot, source: str, as_of: date | None, confidence: Confidence
) -> Outcome[None]:
    """Say where a value comes from, when it was true and how far it can be trusted.

    Raises:
        RuleError: if there is no value yet.
        NotFoundError: if there is no such field or alternative.
    """
    field = _field(definition(spot.kind), spot.path)
    with _edit(workspace, spot, "positioning.undo.evidence", str(field.name)) as unit:
        row = _target(unit, workspace.shop_id, spot)
        key = (spot.path, spot.item)
        before = storing.values_of(unit.session, row.id).get(key)
        if before is None:
            raise RuleError(message("positioning.error.no_value", field=str(field.name)))
        storing.put(unit.session, row, {key: Filled(before.value, source.strip(), as_of, confidence)})
        unit.merge_key = f"evidence/{row.id}/{spot.path}/{spot.item}"
    return unit.outcome(None)


def add_entry(workspace: Workspace, spot: Spot, values: Mapping[str, Value]) -> Outcome[int]:
    """Add an entry to the group ``spot.path``; returns its number.

    Raises:
        RuleError: if a field cannot hold its value, or nothing is given.
        NotFoundError: if there is no such group or alternative.
    """
    return add_entries(workspace, spot, [values])


def add_entries(workspace: Workspace, spot: Spot, given: Sequence[Mapping[str, Value]]) -> Outcome[int]:
    """Add entries to the group ``spot.path`` as one step; returns the first one's number.

    Raises:
        RuleError: if a field cannot hold its value, or an entry is empty.
        NotFoundError: if there is no such group or alternative.
    """
    group = _field(definition(spot.kind), spot.path)
    changes = [_entry_changes(group, values) for values in given]
    with _edit(workspace, spot, "positioning.undo.add", str(group.name)) as unit:
        row = _target(unit, workspace.shop_id, spot)
        first = rules.entries(storing.values_of(unit.session, row.id), spot.path)
        today = workspace.clock.today()
        filled = {
            (f"{spot.path}.{field.id}", first + number): _with_evidence(field, value, None, today)
            for number, entry in enumerate(changes)
            for field, value in entry
        }
        storing.put(unit.session, row, filled)
    return unit.outcome(first)


def remove_entry(workspace: Workspace, spot: Spot) -> Outcome[None]:
    """Take the entry ``spot.item`` out of the group ``spot.path``; later entries move up.

    Raises:
        NotFoundError: if there is no such group, entry or alternative.
    """
    group = _field(definition(spot.kind), spot.path)
    with _edit(workspace, spot, "positioning.undo.remove", str(group.name)) as unit:
        row = _target(unit, workspace.shop_id, spot)
        values = storing.values_of(unit.session, row.id)
        if not 0 <= spot.item < rules.entries(values, spot.path):
            raise NotFoundError(message("positioning.error.entry_gone"))
        storing.put(unit.session, row, storing.shifted(values, spot.path, spot.item))
    return unit.outcome(None)


def duplicate(workspace: Workspace, kind: str, sheet_id: int = 0, *, blank: bool = False) -> Outcome[int]:
    """Make an alternative: a copy of a worksheet, or a blank one; the chosen one stays chosen. Returns its id.

    Raises:
        NotFoundError: if the alternative is gone.
    """
    spot = Spot(kind, "", 0, sheet_id)
    with _edit(workspace, spot, "positioning.undo.duplicate", "") as unit:
        source = _target(unit, workspace.shop_id, spot)
        names = {row.name for row in storing.sheets_of(unit.session, workspace.shop_id, kind)}
        made = WorksheetRow(shop_id=workspace.shop_id, kind=kind, name=_free_name(names), chosen=False)
        unit.session.add(made)
        unit.session.flush()
        if not blank:
            storing.put(unit.session, made, dict(storing.values_of(unit.session, source.id)))
        made_id = made.id
    return unit.outcome(made_id)


def rename(workspace: Workspace, kind: str, sheet_id: int, name: str) -> Outcome[None]:
    """Give an alternative another name.

    Raises:
        RuleError: if the name is blank or taken.
        NotFoundError: if the alternative is gone.
    """
    wanted = name.strip()
    if not wanted:
        raise RuleError(message("positioning.error.name"))
    with _edit(workspace, Spot(kind, "", 0, sheet_id), "positioning.undo.rename", wanted) as unit:
        row = _target(unit, workspace.shop_id, Spot(kind, "", 0, sheet_id))
        others = storing.sheets_of(unit.session, workspace.shop_id, kind)
        if any(other.name.casefold() == wanted.casefold() for other in others if other.id != row.id):
            raise RuleError(message("positioning.error.name_taken", name=wanted))
        row.name = wanted
    return unit.outcome(None)


def choose(workspace: Workspace, kind: str, sheet_id: int) -> Outcome[None]:
    """Make an alternative the one that counts in the plan.

    Raises:
        NotFoundError: if the alternative is gone.
    """
    spot = Spot(kind, "", 0, sheet_id)
    with _edit(workspace, spot, "positioning.undo.choose", _name(workspace, spot)) as unit:
        wanted = _target(unit, workspace.shop_id, spot)
        for row in storing.sheets_of(unit.session, workspace.shop_id, kind):
            row.chosen = row.id == wanted.id
    return unit.outcome(None)


def delete(workspace: Workspace, kind: str, sheet_id: int) -> Outcome[None]:
    """Remove an alternative; where it was the chosen one the oldest of the others becomes it.

    Raises:
        NotFoundError: if the alternative is gone.
    """
    spot = Spot(kind, "", 0, sheet_id)
    with _edit(workspace, spot, "positioning.undo.delete", _name(workspace, spot)) as unit:
        row = _target(unit, workspace.shop_id, spot)
        others = [one for one in storing.sheets_of(unit.session, workspace.shop_id, kind) if one.id != row.id]
        if row.chosen and others:
            others[0].chosen = True
        for value in unit.session.query(WorksheetValueRow).filter_by(worksheet_id=row.id):
            unit.session.delete(value)
        unit.session.flush()
        unit.session.delete(row)
    return unit.outcome(None)


def compare(workspace: Workspace, kind: str, first_id: int, second_id: int) -> Comparison:
    """Set two alternatives side by side.

    Raises:
        NotFoundError: if one of them is gone.
    """
    defined = definition(kind)
    with workspace.read() as session:
        rows = {row.id: row for row in storing.sheets_of(session, workspace.shop_id, kind)}
        if first_id not in rows or second_id not in rows:
            raise NotFoundError(message("positioning.error.sheet_gone"))
        values = [storing.values_of(session, one) for one in (first_id, second_id)]
        sides = [_alternative(rows[one], defined, values[at]) for at, one in enumerate((first_id, second_id))]
    return Comparison(defined, sides[0], sides[1], rules.compare(defined, values[0], values[1]))


def _edit(workspace: Workspace, spot: Spot, label_id: str, name: str) -> AbstractContextManager[Unit]:
    label: Message = message(label_id, sheet=str(definition(spot.kind).title), name=name)
    place = Place("positioning", spot.kind, f"{spot.path}/{spot.item}" if spot.path else "")
    return workspace.edit(label, Area.WORKSHEETS, place=place)


def _target(unit: Unit, shop_id: int, spot: Spot) -> WorksheetRow:
    """Return the worksheet that an edit is about; a first one is made where there is none."""
    rows = storing.sheets_of(unit.session, shop_id, spot.kind)
    if spot.sheet_id:
        found = next((row for row in rows if row.id == spot.sheet_id), None)
        if found is None:
            raise NotFoundError(message("positioning.error.sheet_gone"))
        return found
    chosen = storing.chosen_of(rows)
    if chosen is None:
        chosen = WorksheetRow(shop_id=shop_id, kind=spot.kind, name="A", chosen=True)
        unit.session.add(chosen)
        unit.session.flush()
    return chosen


def _name(workspace: Workspace, spot: Spot) -> str:
    with workspace.read() as session:
        rows = storing.sheets_of(session, workspace.shop_id, spot.kind)
        return next((row.name for row in rows if row.id == spot.sheet_id), "")


def _field(defined: Definition, path: str) -> WorksheetField:
    field = defined.field(path)
    if field is None:
        raise NotFoundError(message("positioning.error.no_field", field=path))
    return field


def _entry_changes(group: WorksheetField, values: Mapping[str, Value]) -> list[tuple[WorksheetField, Value]]:
    inner = {one.id: one for one in group.fields}
    changes = [(inner[name], value) for name, value in values.items() if name in inner and not rules.is_empty(value)]
    if not changes or not all(rules.check(field, value) for field, value in changes):
        raise RuleError(message("positioning.error.value", field=str(group.name)))
    return changes


def _with_evidence(field: WorksheetField, value: Value, evidence: Filled | None, today: date) -> Filled:
    if evidence is not None:
        return replace(evidence, value=value)
    return Filled(value, "", today if field.has_evidence else None)


def _alternative(row: WorksheetRow, defined: Definition, values: Values) -> Alternative:
    return Alternative(row.id, row.name, row.chosen, completeness(defined, values))


def _free_name(names: set[str]) -> str:
    letters = (letter for letter in string.ascii_uppercase if letter not in names)
    return next(letters, str(len(names) + 1))
