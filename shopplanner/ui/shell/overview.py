"""What the frame says about the open shop: its name, how far the data reach, how many problems are open and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from shopplanner.domain.findings import Severity
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.shell.chrome import ViewList
from shopplanner.ui.shell.status_line import StatusLine

if TYPE_CHECKING:
    from shopplanner.services.workspace import Workspace

SETTLE_MS: Final = 400
"""After an edit the checks run again once no further edit has come for this long."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The shop as the frame shows it; ``problems`` counts findings by tab and view, hints left out."""

    name: str
    sample: bool
    data_until: date | None


class Overview(QObject):
    """Keeps status line and badges up to date after every change."""

    named = Signal(str)
    """The shop's name."""

    def __init__(self, context: AppContext, status: StatusLine, views: ViewList) -> None:
        super().__init__()
        self._context = context
        self._status = status
        self._views = views
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SETTLE_MS)
        self._late.timeout.connect(self.refresh)
        context.bus.changed.connect(self._changed)
        context.shop_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Look at the shop again."""
        self._context.read("shell.facts", _facts, self._show_facts)
        self._context.read("shell.problems", _problems, self._show_problems)

    def _changed(self, _areas: object) -> None:
        # a method, as Qt forgets it when a new frame takes this one's place; it would keep a function
        self._late.start()

    def _show_facts(self, facts: Facts) -> None:
        read_only = self._context.workspace.read_only
        self._status.show_shop(facts.name, sample=facts.sample, read_only=read_only)
        self._status.show_data_until(facts.data_until)
        self.named.emit(facts.name)

    def _show_problems(self, found: tuple[Counter[tuple[str, str]], bool]) -> None:
        problems, worst = found
        self._status.show_problems(problems.total(), worst=worst)
        badges = dict(problems)
        if problems:
            badges["today", "findings"] = problems.total()
        self._views.set_badges(badges)


def _facts(workspace: Workspace) -> Facts:
    from shopplanner.services.metrics.freshness import last_day
    from shopplanner.services.shops import current_shop

    shop = current_shop(workspace)
    return Facts(shop.name, shop.sample, last_day(workspace))


def _problems(workspace: Workspace) -> tuple[Counter[tuple[str, str]], bool]:
    """Return the number of warnings and errors by tab and view, and whether there are errors among them."""
    from shopplanner.services.checks import run_checks

    serious = [finding for finding in run_checks(workspace) if finding.severity >= Severity.WARNING]
    counted = Counter((finding.place.tab, finding.place.view) for finding in serious)
    return counted, any(finding.severity == Severity.ERROR for finding in serious)
