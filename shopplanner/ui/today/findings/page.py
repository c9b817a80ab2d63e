"""The page of open problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.findings import Severity
from shopplanner.foundation.i18n import text
from shopplanner.services.checks import all_checks, run_checks
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.page import Page
from shopplanner.ui.today.findings.view import CHIPS, Entry, FindingsView


class FindingsPage(Page):
    """Everything that is wrong, worst first, with the rule behind it."""

    AREAS: ClassVar[frozenset[Area]] = frozenset(Area)

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, text("today.findings.title"))
        self.rules = Action("today.findings.rules", "today.findings.rules", self._open_rules, icon="settings")
        self.again = Action("today.findings.again", "today.findings.again", self.refresh, icon="refresh")
        self.header.add_action(self.rules)
        self.header.add_action(self.again)
        self.view = FindingsView(context.navigate, self._open_pack, (self.again,))
        self.body.addWidget(self.view, 1)
        self._wanted = ""

    def refresh(self) -> None:
        """Run all checks again."""
        self.context.read("today/findings", _entries, self._show)

    def show_record(self, record: str) -> None:
        """Choose the first finding of a check, by its id."""
        self._wanted = record
        self._choose()

    def actions_list(self) -> Sequence[Action]:
        """Return the page's actions."""
        return (self.again, self.rules)

    def _show(self, found: tuple[Sequence[Entry], int]) -> None:
        entries, checks = found
        counts = Counter(one.finding.severity for one in entries)
        self.header.set_subtitle(text("today.findings.checks", n=checks))
        self.header.set_chips(
            *(
                (text(f"today.findings.count.{severity.name.lower()}", n=counts[severity]), CHIPS[severity])
                for severity in sorted(Severity, reverse=True)
                if counts[severity]
            )
        )
        self.view.show_entries(entries)
        self._choose()

    def _choose(self) -> None:
        if self._wanted and self.view.table.select_where(lambda one: one.finding.check_id == self._wanted):
            self._wanted = ""

    def _open_rules(self) -> None:
        self._open_pack("promotions")

    def _open_pack(self, room: str) -> None:
        self.context.navigate(Place("today", "packs", f"checks/{room}"))


def _entries(workspace: Workspace) -> tuple[Sequence[Entry], int]:
    """Return all findings with their checks, and how many checks run."""
    checks = {one.check.id: one for one in all_checks()}
    active = sum(1 for one in checks.values() if one.description.enabled)
    return [Entry(finding, checks[finding.check_id]) for finding in run_checks(workspace)], active
