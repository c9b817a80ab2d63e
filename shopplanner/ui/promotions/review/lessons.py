"""Lessons: what to keep, to stop and to try next time, who sees to it and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions.review.store import LESSON_KINDS, Lesson, owner_words
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.table import Column, RowsModel
from shopplanner.ui.common.widgets import Card, label
from shopplanner.ui.promotions.review.tables import FittingTable

ROOM = 2
"""Rows that the table has room for at least."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A lesson with its place."""

    place: int
    lesson: Lesson


class LessonsCard(Card):
    """The table of lessons."""

    def __init__(self, changed: Callable[[Sequence[Lesson]], object]) -> None:
        super().__init__(text("review.lessons.title"))
        self._changed = changed
        self.lessons: tuple[Lesson, ...] = ()
        self.owners = [("", wording.MISSING), *((role, owner_words(role)) for role in ROLES)]
        self.model = RowsModel(self._columns())
        self.table = FittingTable(self.model, "promotions.review.lessons", text("review.lessons.title"), stretch=1)
        self.table.delete_pressed.connect(self.remove)
        self.table.row_changed.connect(lambda _row: self._update())
        self.new_action = Action("review.lesson_add", "review.lessons.add", self.add, icon="plus")
        self.remove_action = Action(
            "review.lesson_remove", "review.lessons.remove", self.remove, icon="delete", enabled=self._chosen
        )
        self.add_action(self.new_action)
        self.remove_button = self.add_action(self.remove_action)
        self.hint = label(text("review.lessons.hint"), "muted", wrap=True)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.table)

    def show_lessons(self, lessons: Sequence[Lesson], people: Sequence[str]) -> None:
        """Show lessons; roles and people may see to them."""
        self.owners[1 + len(ROLES) :] = [(name, name) for name in people]
        self._show(lessons)

    def _show(self, lessons: Sequence[Lesson]) -> None:
        self.lessons = tuple(lessons)
        rows = [Numbered(place, lesson) for place, lesson in enumerate(self.lessons)]
        self.table.show_all(rows, lambda row: row.place)
        self.table.fit(max(ROOM, len(rows)))
        self.table.setVisible(bool(rows))
        self.hint.setVisible(not rows)
        self._update()

    def add(self) -> None:
        """Add a lesson to be worded in the table."""
        self._keep([*self.lessons, Lesson("keep", text("review.lessons.new"))])

    def remove(self) -> None:
        """Take the selected lessons away."""
        places = {row.place for row in self.table.selected_rows()}
        if places:
            self._keep([each for place, each in enumerate(self.lessons) if place not in places])

    def _chosen(self) -> bool:
        return bool(self.table.selected_rows())

    def _update(self) -> None:
        self.remove_button.setEnabled(self.remove_action.can_run())

    def _edit(self, row: Numbered, **values: Any) -> None:
        """Change a lesson, with the others as they stand here and not as the last review read has them."""
        changed = [replace(each, **values) if place == row.place else each for place, each in enumerate(self.lessons)]
        self.lessons = tuple(changed)
        self._changed(changed)

    def _keep(self, lessons: Sequence[Lesson]) -> None:
        """Show other lessons at once and have them kept: reading the whole review again takes a while."""
        self._show(lessons)
        self._changed(lessons)

    def _columns(self) -> list[Column[Numbered]]:
        kinds = [(kind, text(f"review.lessons.{kind}")) for kind in LESSON_KINDS]
        return [
            Column(
                "kind",
                "review.column.lesson_kind",
                lambda row: text(f"review.lessons.{row.lesson.kind}"),
                edit=lambda row, kind: self._edit(row, kind=kind),
                edit_text=lambda row: row.lesson.kind,
                choices=kinds,
                width=5,
                role=lambda row: {"keep": "good", "stop": "bad", "try": "info"}[row.lesson.kind],
            ),
            Column(
                "text",
                "review.column.lesson",
                lambda row: row.lesson.text,
                edit=lambda row, words: self._edit(row, text=words),
                tooltip=lambda row: row.lesson.text,
                width=20,
            ),
            Column(
                "owner",
                "review.column.owner",
                lambda row: owner_words(row.lesson.owner) or wording.MISSING,
                edit=lambda row, owner: self._edit(row, owner=owner),
                edit_text=lambda row: row.lesson.owner,
                choices=self.owners,  # filled again with each review: the team may have changed
                width=6,
            ),
            Column(
                "due",
                "review.column.due",
                lambda row: wording.MISSING if row.lesson.due is None else row.lesson.due.isoformat(),
                edit=self._set_due,
                width=7,
                tooltip=lambda _row: text("review.lessons.due_hint"),
            ),
        ]

    def _set_due(self, row: Numbered, typed: str) -> None:
        """Take a typed day; anything that is none leaves the old one."""
        plain = typed.strip().replace("/", "-").replace(".", "-")
        try:
            due = date.fromisoformat(plain) if plain else None
        except ValueError:
            return
        self._edit(row, due=due)
