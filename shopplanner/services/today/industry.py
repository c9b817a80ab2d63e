"""The industry's average conversion, as a person reads it in the platform's backend and types it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from shopplanner.domain.changes import Outcome
from shopplanner.domain.errors import RuleError
from shopplanner.domain.messages import message
from shopplanner.services.workspace import Workspace
from shopplanner.services.workspace_settings import get_setting, set_setting

KEY: Final = "today.industry"


@dataclass(frozen=True, slots=True)
class Industry:
    """Peers' conversion in basis points, and the day on which it was typed in."""

    conversion: int
    as_of: date


def industry(workspace: Workspace) -> Industry | None:
    """Return the industry's line; None while nobody has typed it in."""
    kept = get_setting(workspace, KEY)
    return Industry(int(kept["conversion"]), date.fromisoformat(kept["as_of"])) if kept else None


def set_industry(workspace: Workspace, conversion: int | None) -> Outcome[None]:
    """Keep peers' conversion in basis points, or forget it with None.

    Raises:
        RuleError: if it is not between 0 and 100 %.
    """
    if conversion is not None and not 0 < conversion < 10_000:
        raise RuleError(message("today.error.industry"))
    kept = None if conversion is None else {"conversion": conversion, "as_of": workspace.clock.today().isoformat()}
    return set_setting(workspace, KEY, kept, label=message("today.undo.industry"))
