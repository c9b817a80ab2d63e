"""Checks: small pure functions over a room's facts, each described by an entry of the checks pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar

from shopplanner.domain.changes import Place
from shopplanner.domain.findings import Finding, Grade, Severity
from shopplanner.domain.messages import Message, Param, message
from shopplanner.foundation.bilingual import Bilingual

F = TypeVar("F")
Settings: TypeAlias = "Mapping[str, int]"
"""The values of a check's parameters by their ids."""

Values: TypeAlias = "dict[str, Param]"
"""What sentences are filled with."""

SEVERITIES: Final = {"hint": Severity.HINT, "warning": Severity.WARNING, "error": Severity.ERROR}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a check found.

    Attributes:
        subject: name of the record it is about.
        place: where to see it.
        values: what the check's sentences are filled with.
        severity: other than the check's own, where it depends on the figures.
        text: a sentence of its own instead of the check's.
        explanation: likewise.
    """

    subject: str
    place: Place
    values: Mapping[str, Param] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    severity: Severity | None = None
    text: Message | None = None
    explanation: Message | None = None


@dataclass(frozen=True, slots=True)
class Check(Generic[F]):
    """A check: its id (``products.cost_missing``) and the function that looks at a room's facts."""

    id: str
    function: Callable[[F, Settings], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that a person may change, in whole units."""

    id: str
    name: Bilingual
    unit: Literal["days", "percent", "count", "pieces"]
    value: int


@dataclass(frozen=True, slots=True)
class Description:
    """What the pack says of a check.

    Attributes:
        severity: how bad a finding is, where the check does not say so itself.
        grade: how well the rule is founded, as ``Grade``.
        source: where the rule comes from.
        explanation: what is looked for and why it matters.
        enabled: whether the check runs.
    """

    id: str
    title: Bilingual
    explanation: Bilingual
    severity: Literal["hint", "warning", "error"]
    grade: Grade
    source: Bilingual
    parameters: tuple[Parameter, ...] = ()
    enabled: bool = True

    @property
    def settings(self) -> dict[str, int]:
        """The parameters' values by id."""
        return {parameter.id: parameter.value for parameter in self.parameters}


def run(check: Check[Any], described: Description, facts: object) -> list[Finding]:
    """Return what a check finds in its room's facts."""
    return [_finding(check, described, hit) for hit in check.function(facts, described.settings)]


def _finding(check: Check[Any], described: Description, hit: Hit) -> Finding:
    """Return a hit as a finding, worded by the check's own sentences unless it brings others."""
    return Finding(
        check.id,
        hit.severity or SEVERITIES[described.severity],
        described.grade,
        hit.subject,
        hit.text or message(f"checks.{check.id}.text", **hit.values),
        hit.explanation or message(f"checks.{check.id}.why", **hit.values),
        hit.place,
    )
