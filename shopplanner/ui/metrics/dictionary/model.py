"""The dictionary's rows."""

from __future__ import annotations

from dataclasses import dataclass

from shopplanner.domain.metrics.definitions import Metric, Scope
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics import definitions
from shopplanner.services.metrics.query import offered

SHOWN_SCOPES = (Scope.SHOP, Scope.PRODUCT, Scope.CHANNEL, Scope.CAMPAIGN)


@dataclass(frozen=True, slots=True)
class Entry:
    """A metric with its group's name and the scopes at which it is known, in words."""

    metric: Metric
    group: str
    scopes: str


def entries() -> list[Entry]:
    """Return every metric in the dictionary's order."""
    at = {scope: {metric.id for metric in offered(scope)} for scope in SHOWN_SCOPES}
    return [
        Entry(
            metric,
            str(group.title),
            " · ".join(text(f"metrics.scope.{scope}") for scope in SHOWN_SCOPES if metric.id in at[scope]),
        )
        for group in definitions.groups()
        for metric in group.metrics
    ]
