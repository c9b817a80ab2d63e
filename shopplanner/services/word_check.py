"""Scanning texts for words that advertising rules forbid, by the packs in force."""

from __future__ import annotations

from dataclasses import dataclass

from shopplanner.domain.papers import Paper
from shopplanner.domain.word_scan import Hit, WordRule, scan
from shopplanner.foundation import packs

KIND = "prohibited_words"


@dataclass(frozen=True, slots=True)
class PlacedHit:
    """A word found on a paper: in which part, in which text."""

    place: str
    text: str
    hit: Hit


def rules() -> tuple[WordRule, ...]:
    """Return the rules of all packs, a person's own copies in place of the shipped ones."""
    return tuple(rule for name in packs.names(KIND) for rule in packs.load(KIND, name, WordRule).entries)


def check(text: str) -> list[Hit]:
    """Return the words of a text that a rule names."""
    return scan(text, rules())


def check_paper(paper: Paper) -> list[PlacedHit]:
    """Return the words of a paper that a rule names, with where they stand."""
    known = rules()
    return [PlacedHit(place, text, hit) for place, text in paper.texts() for hit in scan(text, known)]
