"""The audience worksheet's segments by score, and its planned crowd mix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shopplanner.domain.positioning import segments as rules
from shopplanner.domain.positioning.segments import CRITERIA, DEFAULT_WEIGHT, Ranked, Segment, Turn
from shopplanner.domain.positioning.worksheets import Values, entries, figure_of, text_of
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Sheet
from shopplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CrowdShare:
    """A crowd's planned share of buyers in basis points; None where it is not given."""

    item: int
    crowd: str
    share: int | None


@dataclass(frozen=True, slots=True)
class Audience:
    """The worksheet with what follows from it.

    Attributes:
        ranked: segments by score, best first.
        turn: the least change of a weight that puts another segment first.
        mix: planned crowd shares in the order given; ``mix_total`` is what they come to.
    """

    sheet: Sheet
    weights: Mapping[str, int]
    ranked: tuple[Ranked, ...]
    turn: Turn | None
    chosen: str
    mix: tuple[CrowdShare, ...]
    mix_total: int


def audience(workspace: Workspace, sheet_id: int = 0) -> Audience:
    """Return the audience worksheet with ranking and mix; the chosen one by default."""
    sheet = worksheets.sheet(workspace, "audience", sheet_id)
    values = sheet.values
    weights = {one: figure_of(values, f"weight_{one}") or DEFAULT_WEIGHT for one in CRITERIA}
    found = segments_of(values)
    mix = tuple(
        CrowdShare(item, text_of(values, "mix.crowd", item), figure_of(values, "mix.share", item))
        for item in range(entries(values, "mix"))
    )
    return Audience(
        sheet=sheet,
        weights=weights,
        ranked=rules.rank(found, weights),
        turn=rules.sensitivity(found, weights),
        chosen=text_of(values, "chosen"),
        mix=mix,
        mix_total=rules.mix_total([one.share for one in mix]),
    )


def segments_of(values: Values) -> list[Segment]:
    """Return the segments of an audience worksheet with the ratings given."""
    found = []
    for item in range(entries(values, "segments")):
        rated = {one: figure_of(values, f"segments.{one}", item) for one in CRITERIA}
        ratings = {one: rating for one, rating in rated.items() if rating is not None}
        found.append(Segment(text_of(values, "segments.name", item), ratings, item))
    return found
