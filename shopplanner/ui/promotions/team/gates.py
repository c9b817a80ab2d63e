"""The table of coming promotions with the readiness of each role."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.readiness import ReadinessLine
from shopplanner.services.wording import MISSING
from shopplanner.ui.common.table import Column
from shopplanner.ui.promotions.team.words import day_words


def gate_columns() -> Sequence[Column[ReadinessLine]]:
    """Return the columns: promotion, start, state, and a column for each role."""
    return (
        Column("name", "team.gate.promotion", lambda each: each.promotion.name, width=10.6, bold=True),
        Column(
            "starts", "team.gate.starts", lambda each: day_words(each.promotion.starts.date()),
            sort=lambda each: each.promotion.starts, width=6,
        ),
        Column("state", "team.column.state", _status, width=6),
        Column("all", "team.gate.all", _all, role=_all_role, width=5),
        *(_role_column(role) for role in ROLES),
    )  # fmt: skip


def _status(line: ReadinessLine) -> str:
    return text(f"promotions.status.{line.promotion.status}")


def _all(line: ReadinessLine) -> str:
    done, total = sum(each.done for each in line.roles), sum(each.total for each in line.roles)
    return f"✓ {total}" if line.green else f"{done}/{total}"


def _all_role(line: ReadinessLine) -> str:
    return "good" if line.green else "warn"


def _role_column(role: str) -> Column[ReadinessLine]:
    def shown(line: ReadinessLine) -> str:
        found = line.role(role)
        if found is None:
            return MISSING
        return "✓" if found.green else f"{found.done}/{found.total}"

    return Column(
        role, f"promotions.role.{role}", shown, width=_width(role), role=_colour(role), tooltip=_missing(role)
    )


def _width(role: str) -> float:
    """Return room for a role's name, which is much longer in English, and for the figures below it."""
    return max(3.9, 1.4 + 0.5 * len(text(f"promotions.role.{role}")))


def _colour(role: str) -> Callable[[ReadinessLine], str]:
    def colour(line: ReadinessLine) -> str:
        found = line.role(role)
        return "muted" if found is None else "good" if found.green else "warn"

    return colour


def _missing(role: str) -> Callable[[ReadinessLine], str]:
    def missing(line: ReadinessLine) -> str:
        found = line.role(role)
        return "\n".join(f"· {words}" for words in found.blocked_by) if found else ""

    return missing
