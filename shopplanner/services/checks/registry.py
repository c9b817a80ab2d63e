"""All checks of all rooms: what they are, and what they find in a shop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from shopplanner.domain import checks as rules
from shopplanner.domain.checks import Check, Description
from shopplanner.domain.findings import Finding
from shopplanner.foundation import packs
from shopplanner.services.metrics import checks as metrics
from shopplanner.services.positioning import checks as positioning
from shopplanner.services.products import checks as products
from shopplanner.services.promotions import checks as promotions
from shopplanner.services.promotions import reconcile_checks as reconcile
from shopplanner.services.promotions import team_checks as team
from shopplanner.services.promotions.papers import checks as texts
from shopplanner.services.workspace import Workspace

KIND: Final = "checks"


@dataclass(frozen=True, slots=True)
class Room:
    """A room's checks, the pack that describes them, and how its facts are read."""

    name: str
    gather: Callable[[Workspace], object]
    checks: Sequence[Check[Any]]


@dataclass(frozen=True, slots=True)
class RegisteredCheck:
    """A check with its description; ``room`` is also the name of its pack."""

    room: str
    check: Check[Any]
    description: Description
    version: str


ROOMS: Final = (
    Room("promotions", promotions.gather, promotions.CHECKS),
    Room("promotions", team.gather, team.CHECKS),
    Room("promotions", reconcile.gather, reconcile.CHECKS),
    Room("promotions", texts.gather, texts.CHECKS),
    Room("products", products.gather, products.CHECKS),
    Room("metrics", metrics.gather, metrics.CHECKS),
    Room("positioning", positioning.gather, positioning.CHECKS),
)
"""The rooms, the most pressing first: what is planned wrong costs money on a known day."""


def run_checks(workspace: Workspace, only: str = "") -> list[Finding]:
    """Return what all checks find in the shop, or those of one room, worst first."""
    found = [finding for room in ROOMS if only in ("", room.name) for finding in _run(workspace, room)]
    return sorted(found, key=lambda finding: -finding.severity)


def all_checks() -> tuple[RegisteredCheck, ...]:
    """Return every check with its description, room by room; those that are switched off, too."""
    return tuple(found for room in ROOMS for found in _registered(room))


def check_of(check_id: str) -> RegisteredCheck | None:
    """Return a check by its id; None if there is no such check."""
    return next((found for found in all_checks() if found.check.id == check_id), None)


def _run(workspace: Workspace, room: Room) -> list[Finding]:
    """Return what a room's checks find."""
    active = [found for found in _registered(room) if found.description.enabled]
    facts = room.gather(workspace) if active else None
    return [finding for found in active for finding in rules.run(found.check, found.description, facts)]


def _registered(room: Room) -> list[RegisteredCheck]:
    """Return a room's checks as its pack describes them.

    A person's own pack may leave checks out, they are then taken from the shipped one, and may leave parameters out.
    """
    file = packs.pack_file(KIND, room.name)
    shipped = _described(room.name, packs.shipped_file(KIND, room.name).stat().st_mtime_ns, own=False)
    own = _described(room.name, file.stat().st_mtime_ns, own=True)
    return [
        RegisteredCheck(room.name, check, _merged(shipped[check.id][0], own.get(check.id)), shipped[check.id][1])
        for check in room.checks
    ]


def _merged(shipped: Description, own: tuple[Description, str] | None) -> Description:
    """Return a person's own description with the parameters that it lacks."""
    if own is None:
        return shipped
    described = own[0]
    known = {parameter.id for parameter in described.parameters}
    lacking = tuple(parameter for parameter in shipped.parameters if parameter.id not in known)
    if not lacking:
        return described
    return Description(
        described.id,
        described.title,
        described.explanation,
        described.severity,
        described.grade,
        described.source,
        (*described.parameters, *lacking),
        described.enabled,
    )


@lru_cache(maxsize=32)
def _described(name: str, stamp: int, *, own: bool) -> dict[str, tuple[Description, str]]:
    """Return the descriptions of a room's pack by check, each with the pack's version; the file's time takes part."""
    del stamp
    shipped = packs.shipped_file(KIND, name)
    pack = packs.load(KIND, name, Description) if own else packs.parse(packs.read(shipped), shipped, Description)
    return {entry.id: (entry, pack.header.version) for entry in pack.entries}
