"""Which segment to serve: weighted scores, their order, and how firm the first place is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

CRITERIA: Final = ("size", "growth", "margin", "competition", "fit", "familiarity", "reach")
"""Each is rated 1 to 5, 5 being best for us: little competition and cheap reach count high."""

DEFAULT_WEIGHT: Final = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment with its ratings; criteria that were not rated are absent."""

    name: str
    ratings: Mapping[str, int]
    item: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A segment with its place.

    Attributes:
        score: mean of the ratings by weight, 1 to 5; None where nothing was rated.
        rated: how many criteria were rated.
    """

    segment: Segment
    score: Fraction | None
    rated: int


@dataclass(frozen=True, slots=True)
class Turn:
    """The least change of one weight after which another segment is first."""

    criterion: str
    weight: Fraction
    change: Fraction
    winner: str


def score(segment: Segment, weights: Mapping[str, int]) -> Fraction | None:
    """Return the mean of a segment's ratings by weight, over the criteria that were rated."""
    rated = [(weights.get(one, DEFAULT_WEIGHT), segment.ratings[one]) for one in CRITERIA if one in segment.ratings]
    whole = sum(weight for weight, _ in rated)
    return Fraction(sum(weight * rating for weight, rating in rated), whole) if whole else None


def rank(segments: Sequence[Segment], weights: Mapping[str, int]) -> tuple[Ranked, ...]:
    """Return the segments by score, best first; those without a score come last, ties in the order given."""
    found = [Ranked(one, score(one, weights), len(one.ratings)) for one in segments]
    return tuple(sorted(found, key=lambda one: -(one.score if one.score is not None else Fraction(-1))))


def sensitivity(segments: Sequence[Segment], weights: Mapping[str, int]) -> Turn | None:
    """Return the least change of a single weight that puts another segment first; None where none does.

    Only segments rated by every criterion are compared: with the same weights below, the lead of the first over another
    is ``Σ weight × (rating − other's rating)``, which one weight turns to nothing at ``weight − lead ÷ difference``.
    """
    full = [one for one in rank(segments, weights) if one.rated == len(CRITERIA)]
    turns = [
        turn for other in full[1:] for one in CRITERIA if (turn := _turn(full[0].segment, other.segment, one, weights))
    ]
    return min(turns, key=lambda turn: abs(turn.change), default=None)


def _turn(first: Segment, other: Segment, criterion: str, weights: Mapping[str, int]) -> Turn | None:
    lead = sum(weights.get(one, DEFAULT_WEIGHT) * (first.ratings[one] - other.ratings[one]) for one in CRITERIA)
    difference = first.ratings[criterion] - other.ratings[criterion]
    if not difference:
        return None
    weight = weights.get(criterion, DEFAULT_WEIGHT)
    change = -Fraction(lead, difference)
    return Turn(criterion, weight + change, change, other.name) if weight + change >= 0 else None


def mix_total(shares: Sequence[int | None]) -> int:
    """Return what planned crowd shares come to, in basis points; shares not given count nothing."""
    return sum(share or 0 for share in shares)
