"""What the calendar warns of on bars and days: losses, and what the checks find about a promotion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from shopplanner.domain.findings import Severity
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.checks import run_checks
from shopplanner.services.promotions import month, radar
from shopplanner.services.promotions.radar import RedDay
from shopplanner.services.wording import money, render
from shopplanner.services.workspace import Workspace

AHEAD = timedelta(days=62)
"""How far ahead losses are looked for: what begins later will be changed many times."""

MOST_NAMED = 4
"""Products that are named for a red day; the others are counted."""


@dataclass(frozen=True)
class Risks:
    """Warnings by promotion.

    Attributes:
        losing: products that a promotion sells below cost, the greatest loss first.
        said: what the checks find about a promotion, in sentences, the worst first.
        errors: promotions about which at least one finding is an error.
    """

    losing: Mapping[int, Sequence[int]] = field(default_factory=dict)
    said: Mapping[int, Sequence[str]] = field(default_factory=dict)
    errors: frozenset[int] = frozenset()

    @property
    def chips(self) -> dict[int, str]:
        """The short warning of each promotion: its losses, else how many errors the checks find."""
        found = {each: text("timeline.risk.findings", n=len(self.said[each])) for each in self.errors}
        return found | {each: text("promotions.calendar.below_cost", n=len(lost)) for each, lost in self.losing.items()}


def read_risks(workspace: Workspace, promotions: Sequence[Promotion]) -> Risks:
    """Return what to warn of on the promotions shown."""
    limit = workspace.clock.today() + AHEAD
    losing = month.below_cost(workspace, [each for each in promotions if each.starts.date() <= limit])
    said: dict[int, list[str]] = {}
    errors: set[int] = set()
    for finding in run_checks(workspace, "promotions"):
        place = finding.place
        if (place.tab, place.view) == ("promotions", "calendar") and place.record.isdigit():
            said.setdefault(int(place.record), []).append(render(finding.text))
            if finding.severity >= Severity.ERROR:
                errors.add(int(place.record))
    return Risks(losing, said, frozenset(errors))


def read_red_days(workspace: Workspace, first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Return what the price radar finds broken on the days of a span that are still to come, in words."""
    today = workspace.clock.today()
    begin, end = max(first, today), min(last, today + AHEAD)
    found = radar.red_days(workspace, begin, end) if begin <= end else {}
    return {day: tuple(_red_words(broken)) for day, broken in found.items()}


def _red_words(broken: Sequence[RedDay]) -> Iterator[str]:
    for each in broken[:MOST_NAMED]:
        yield text("timeline.red.product", name=each.name, price=money(each.price))
    if len(broken) > MOST_NAMED:
        yield text("timeline.red.more", n=len(broken) - MOST_NAMED)
