"""A planned promotion: what it offers, to whom, on what, from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shopplanner.domain.promotions.mechanics import parameters

STATUSES = ("idea", "checked", "scheduled", "running", "ended", "reviewed")
AUDIENCES = ("all", "member", "new", "returning", "88vip", "app", "channel")
LANES = ("platform", "own", "member", "hero", "ads")
PURPOSES = ("", "new_arrival", "hero", "basket", "clearance", "loyalty", "association", "brand")
PHASES = ("saving", "warm_up", "opening", "peak", "encore")
ROLES = ("operator", "designer", "promoter", "presales", "aftersales", "warehouse", "buyer")
MOMENT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Phase:
    """A segment of a promotion; ``name`` is what it is called if not by its kind, such as "second wave"."""

    kind: str
    starts: datetime
    ends: datetime
    name: str = ""


@dataclass(frozen=True)
class Promotion:
    """A planned promotion; moments are local, both ends included to the second.

    ``parameters`` are those that ``mechanics`` lists for the mechanic.
    """

    name: str
    mechanic: str
    starts: datetime
    ends: datetime
    id: int = 0
    lane: str = "own"
    status: str = "idea"
    purpose: str = ""
    audience: str = "all"
    whole_shop: bool = False
    products: tuple[int, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    budget: int | None = None
    series: str = ""
    note: str = ""
    phases: tuple[Phase, ...] = ()
    tasks_done: int = 0
    tasks: int = 0

    @property
    def counts(self) -> bool:
        """Whether it changes what buyers pay: ideas do not, nor does one whose products were all removed."""
        return self.status != "idea" and (self.whole_shop or bool(self.products))

    def get(self, name: str) -> int:
        """Return a whole-number parameter; 0 if it was not given."""
        return int(self.parameters.get(name) or 0)

    def choice(self, name: str) -> str:
        """Return the value of a choice; the first of its values if it was not given."""
        known = next(each for each in parameters(self.mechanic) if each.name == name)
        given = str(self.parameters.get(name) or "")
        return given if given in known.choices else known.choices[0]
