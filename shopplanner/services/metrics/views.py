"""Saved dashboard views: a choice of metrics, period, cut and comparison under a name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import message
from shopplanner.domain.metrics.periods import Comparison, Period, Preset, TimeGrain, preset_period
from shopplanner.services.metrics import definitions
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.metrics import SavedViewRow

PLACE: Final = Place("metrics", "dashboard")
CUTS: Final = ("", "product", "channel", "campaign")


@dataclass(frozen=True, slots=True)
class View:
    """What a dashboard shows.

    Attributes:
        metrics: ids in the order of the cards; ``focus`` is the one that is drawn.
        preset: a period by name; ``first`` and ``last`` count only for ``custom``.
        cut: "" for the shop, else product, channel or campaign.
        entities: codes to restrict the cut to; all where empty.
    """

    metrics: tuple[str, ...] = ("paid_amount", "visitors", "conversion", "order_value", "paid_buyers", "ad_cost")
    focus: str = "paid_amount"
    preset: Preset = Preset.LAST_28
    first: date | None = None
    last: date | None = None
    comparison: Comparison | None = Comparison.PREVIOUS
    grain: TimeGrain = TimeGrain.DAY
    cut: str = ""
    entities: tuple[str, ...] = ()

    def period(self, anchor: date) -> Period:
        """Return the days that the view shows when ``anchor`` is the last day with data."""
        if self.preset is not Preset.CUSTOM or self.first is None or self.last is None:
            return preset_period(Preset.LAST_28 if self.preset is Preset.CUSTOM else self.preset, anchor)
        return Period(min(self.first, self.last), max(self.first, self.last))

    def choosing(self, metrics: tuple[str, ...]) -> View:
        """Return the view with other metrics and a focus among them."""
        focus = self.focus if self.focus in metrics else metrics[0]
        return replace(self, metrics=metrics, focus=focus)


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view under its name."""

    id: int
    name: str
    view: View


def saved_views(workspace: Workspace) -> tuple[SavedView, ...]:
    """Return the shop's saved views by name."""
    with workspace.read() as session:
        rows = session.scalars(
            select(SavedViewRow).where(SavedViewRow.shop_id == workspace.shop_id).order_by(SavedViewRow.name)
        )
        return tuple(SavedView(row.id, row.name, from_json(row.definition)) for row in rows)


def save_view(workspace: Workspace, name: str, view: View) -> Outcome[int]:
    """Keep a view under a name; a view of that name is replaced.

    Raises:
        RuleError: if the name is blank.
    """
    wanted = _checked(name)
    with workspace.edit(message("metrics.undo.save_view", name=wanted), Area.VIEWS, place=PLACE) as unit:
        row = _named(unit.session, workspace.shop_id, wanted)
        if row is None:
            row = SavedViewRow(shop_id=workspace.shop_id, name=wanted, definition=to_json(view))
            unit.session.add(row)
        else:
            row.definition = to_json(view)
        unit.session.flush()
        view_id = row.id
    return unit.outcome(view_id)


def rename_view(workspace: Workspace, view_id: int, name: str) -> Outcome[None]:
    """Give a saved view another name.

    Raises:
        RuleError: if the name is blank, or another view has it.
        NotFoundError: if the view is gone.
    """
    wanted = _checked(name)
    with workspace.edit(message("metrics.undo.rename_view", name=wanted), Area.VIEWS, place=PLACE) as unit:
        row = unit.session.get(SavedViewRow, view_id)
        if row is None:
            raise NotFoundError(message("metrics.error.view_gone"))
        same = _named(unit.session, workspace.shop_id, wanted)
        if same is not None and same.id != view_id:
            raise RuleError(message("metrics.error.view_taken", name=wanted))
        row.name = wanted
    return unit.outcome(None)


def delete_view(workspace: Workspace, view_id: int) -> Outcome[None]:
    """Remove a saved view.

    Raises:
        NotFoundError: if the view is gone.
    """
    with workspace.read() as session:
        found = session.get(SavedViewRow, view_id)
        if found is None:
            raise NotFoundError(message("metrics.error.view_gone"))
        name = found.name
    with workspace.edit(message("metrics.undo.delete_view", name=name), Area.VIEWS, place=PLACE) as unit:
        unit.session.delete(unit.session.get_one(SavedViewRow, view_id))
    return unit.outcome(None)


def to_json(view: View) -> str:
    """Return the view as JSON text."""
    import msgspec

    return msgspec.json.encode(view).decode()


def from_json(text: str) -> View:
    """Return the view that a JSON text holds; what is unknown or spoilt in it falls back to the default."""
    import msgspec

    try:
        view = msgspec.json.decode(text, type=View)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return View()
    known = tuple(metric for metric in view.metrics if metric in definitions.metrics())
    if not known or view.cut not in CUTS:
        return View()
    return view.choosing(known)


def _named(session: Session, shop_id: int, name: str) -> SavedViewRow | None:
    """Return the shop's view of a name, however it is capitalised."""
    query = select(SavedViewRow).where(SavedViewRow.shop_id == shop_id, func.lower(SavedViewRow.name) == name.lower())
    return session.scalar(query.limit(1))


def _checked(name: str) -> str:
    """Return the trimmed name."""
    wanted = name.strip()
    if not wanted:
        raise RuleError(message("metrics.error.view_name"))
    return wanted
