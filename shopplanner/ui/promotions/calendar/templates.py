"""Beginning with a template: what it would plan at a day, phases and tasks by day and role, before it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import templates
from shopplanner.services.promotions.templates import PlannedTask, Proposal, Template
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field, choice
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import label
from shopplanner.ui.promotions.calendar.fields import beside
from shopplanner.ui.promotions.calendar.rhythm import day_edit, read_day, show_day
from shopplanner.ui.promotions.calendar.words import WEEKDAYS, moments

HOUR = 60


def effort(minutes: int | None) -> str:
    """Return how long a task takes: hours from one hour on."""
    if minutes is None:
        return ""
    if minutes < HOUR:
        return text("rhythm.templates.minutes", n=minutes)
    return text("rhythm.templates.hours", n=f"{minutes / HOUR:.1f}".removesuffix(".0"))


def _ahead(planned: PlannedTask) -> str:
    task = planned.task
    if task.after_end:
        return text("rhythm.templates.after", n=task.after_end)
    return text("rhythm.templates.before", n=task.lead_days)


def _columns(today: date) -> list[Column[PlannedTask]]:
    return [
        Column(
            "due",
            "rhythm.templates.due",
            lambda each: f"{each.due.isoformat()} {text(f'promotions.weekday.{WEEKDAYS[each.due.weekday()]}')}",
            sort=lambda each: each.due,
            role=lambda each: "bad" if each.due < today else "",
            width=8.5,
        ),
        Column(
            "title",
            "rhythm.templates.task",
            lambda each: str(each.task.title),
            tooltip=lambda each: str(each.task.title),
            width=15,
        ),
        Column("role", "rhythm.templates.role", lambda each: text(f"promotions.role.{each.task.role}"), width=6.5),
        Column(
            "effort",
            "rhythm.templates.effort",
            lambda each: effort(each.task.effort_minutes),
            sort=lambda each: each.task.effort_minutes,
            number=True,
            width=5,
        ),
        Column(
            "ahead",
            "rhythm.templates.ahead",
            _ahead,
            sort=lambda each: -(each.task.lead_days or -each.task.after_end),
            width=7,
        ),
    ]


class TemplateDialog(Dialog):
    """Chooses a template, a start and a name; ``done`` gets the promotions' ids, the sale first."""

    def __init__(self, parent: QWidget, context: AppContext, done: Callable[[list[int]], object]) -> None:
        super().__init__(text("rhythm.templates.title"), parent, width=46, height=40)
        self._context, self._done = context, done
        self._today = context.workspace.clock.today()
        self._templates: dict[str, Template] = {each.id: each for each in templates.templates()}
        self.template = choice([(each.id, str(each.name)) for each in self._templates.values()])
        self.template.currentIndexChanged.connect(lambda _index: self._choose())
        self.start = day_edit(self._today, self._propose)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.start_field = Field(text("rhythm.templates.start"), self.start)
        self.body.addLayout(
            beside(
                Field(text("rhythm.templates.template"), self.template),
                self.start_field,
                Field(text("rhythm.templates.name"), self.name),
            )
        )
        self.parts = label("", "", wrap=True)
        self.body.addWidget(self.parts)
        self.model: RowsModel[PlannedTask] = RowsModel(_columns(self._today), self)
        self.table = DataTable(self.model, name="promotions.template", accessible_name=text("rhythm.templates.tasks"))
        self.body.addWidget(self.table, 1)
        self.summary = label("", "muted", wrap=True)
        self.body.addWidget(self.summary)
        self.late = label("", "bad", wrap=True)
        self.body.addWidget(self.late)
        self.add_close("common.cancel")
        self.ok = self.add_button(text("rhythm.templates.create"), self.plan_it, primary=True)
        self._choose()

    def _choose(self) -> None:
        """Begin a template in its season."""
        chosen = self._templates[str(self.template.currentData())]
        self.name.setPlaceholderText(str(chosen.parts[0].name))
        start = templates.usual_start(chosen, self._today)
        self.start.blockSignals(True)
        show_day(self.start, start)
        self.start.blockSignals(False)
        self._propose()

    def _propose(self) -> None:
        template_id, start = str(self.template.currentData()), read_day(self.start)
        self._context.read(
            "calendar/template", lambda workspace: templates.propose(workspace, template_id, start), self._show
        )

    def _show(self, proposal: Proposal) -> None:
        self.parts.setText("\n".join(_part_lines(proposal)))
        self.table.show_rows(proposal.tasks, lambda each: each.task.id)
        minutes = sum(each.task.effort_minutes or 0 for each in proposal.tasks)
        self.summary.setText(text("rhythm.templates.summary", n=len(proposal.tasks), effort=effort(minutes)))
        self.late.setText(text("rhythm.templates.late", n=proposal.late) if proposal.late else "")
        self.late.setVisible(bool(proposal.late))
        self.fit()

    def plan_it(self) -> None:
        """Plan what is shown."""
        template_id, start, name = str(self.template.currentData()), read_day(self.start), self.name.text()
        self._context.perform(lambda workspace: templates.create(workspace, template_id, start, name), self._done)
        self.accept()


def _part_lines(proposal: Proposal) -> list[str]:
    lines = []
    for promotion in proposal.promotions:
        said = f"{promotion.name} · {text(f'promotions.mechanic.{promotion.mechanic}')}"
        lines.append(f"{said} · {moments(promotion.starts, promotion.ends)}")
        lines += [
            f"    {phase.name or text(f'promotions.phase.{phase.kind}')}  {phase.starts:%m-%d} → {phase.ends:%m-%d}"
            for phase in promotion.phases
        ]
    return lines
