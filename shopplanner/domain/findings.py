"""Findings: what a check has to say about a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from shopplanner.domain.changes import Place
from shopplanner.domain.messages import Message


class Severity(IntEnum):
    """How bad a finding is; greater is worse."""

    HINT = 1
    WARNING = 2
    ERROR = 3


class Grade(StrEnum):
    """How well a rule is founded.

    A: law or the platform's own words. B: several independent sources agree. C: one source. D: sources disagree.
    M: measured on real files, or derived. X: no longer valid, kept for history only.
    """

    LAW_OR_PLATFORM = "A"
    SEVERAL_SOURCES = "B"
    ONE_SOURCE = "C"
    DISPUTED = "D"
    OBSOLETE = "X"
    MEASURED = "M"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem that a check found.

    Attributes:
        check_id: id of the check, such as ``products.price_below_cost``.
        severity: how bad it is.
        grade: how well the rule behind it is founded.
        subject: name of the record it is about.
        text: what is wrong, in a sentence.
        explanation: how the check came to it, with the figures used.
        place: where to see it.
    """

    check_id: str
    severity: Severity
    grade: Grade
    subject: str
    text: Message
    explanation: Message
    place: Place
