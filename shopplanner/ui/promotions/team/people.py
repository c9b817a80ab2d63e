"""The table of people, edited in its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.team import Person
from shopplanner.services.promotions.team_checks import hours
from shopplanner.services.wording import MISSING
from shopplanner.ui.common.table import Column
from shopplanner.ui.promotions.team.words import role_words

Store = Callable[[int, str, str], object]


def people_columns(store: Store) -> Sequence[Column[Person]]:
    """Return the columns; ``store`` gets a person's id, the field and what was typed."""

    def stores(field: str) -> Callable[[Person, str], object]:
        return lambda person, typed: store(person.id, field, typed)

    return (
        Column("name", "team.column.name", lambda each: each.name, role=_role, width=7, edit=stores("name"), bold=True),
        Column(
            "role", "team.column.role", lambda each: role_words(each.role), sort=lambda each: _order(each.role),
            role=_role, width=6.6, edit=stores("role"), edit_text=lambda each: each.role,
            choices=[(role, role_words(role)) for role in ROLES],
        ),
        Column(
            "hours", "team.column.hours", _week_hours, sort=lambda each: each.weekly_minutes, number=True, role=_role,
            width=6.4, edit=stores("hours"), tooltip=lambda _each: text("team.column.hours_hint"),
        ),
        Column(
            "tasks", "team.column.tasks", lambda each: str(each.open_tasks), sort=lambda each: each.open_tasks,
            number=True, role=_role, width=5.6,
        ),
        Column(
            "work", "team.column.work", lambda each: hours(each.open_minutes), sort=lambda each: each.open_minutes,
            number=True, role=_role, width=6.4,
        ),
        Column("state", "team.column.state", _state_words, role=_role, width=5),
        Column("note", "team.column.note", lambda each: each.note, role=_role, width=8, edit=stores("note")),
    )  # fmt: skip


def _week_hours(person: Person) -> str:
    return MISSING if person.weekly_minutes is None else hours(person.weekly_minutes)


def _state_words(person: Person) -> str:
    return text("team.state.here" if person.active else "team.state.left")


def _role(person: Person) -> str:
    return "" if person.active else "muted"


def _order(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)
