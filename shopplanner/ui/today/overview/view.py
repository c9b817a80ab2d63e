"""The Today page's widgets: six figures, and below them what is wrong and new, due, next and how fresh the data are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopplanner.domain.changes import Place
from shopplanner.domain.findings import Finding, Severity
from shopplanner.foundation.i18n import language, text
from shopplanner.services.history import Step
from shopplanner.services.metrics.freshness import SourceFreshness
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.today.answers import Answer
from shopplanner.services.today.overview import Overview, Upcoming
from shopplanner.services.wording import render
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.widgets import EmptyState, label, plain_button
from shopplanner.ui.theme import theme
from shopplanner.ui.today.overview.cards import FigureCard, FigureRow
from shopplanner.ui.today.overview.rows import LineRow, ListCard

MARKS = {Severity.ERROR: ("!", "bad"), Severity.WARNING: ("!", "warn"), Severity.HINT: ("·", "neutral")}
ROLE_MARKS = {"bad": ("▼", "bad"), "warn": ("!", "warn"), "good": ("▲", "good"), "muted": ("·", "neutral")}
FEW = 2
"""Changes up to which their card is a small one."""

Go = Callable[[Place], object]


class OverviewView(QStackedWidget):
    """All widgets of the page below its first line."""

    def __init__(
        self,
        go: Go,
        explain: Callable[[FigureCard], None],
        done: Callable[[int], object],
        import_action: Action,
        empty_actions: Sequence[Action],
    ) -> None:
        super().__init__()
        self._go = go
        self._done = done
        self._shown: dict[str, object] = {}
        self.figures = FigureRow(explain)
        self.no_figures = label(text("today.overview.no_figures"), "muted", wrap=True)
        self.problems = ListCard("today.overview.problems", "today.overview.no_problems")
        self.changes = ListCard("today.overview.changes", "today.overview.no_changes")
        self.due = ListCard("today.overview.due", "today.overview.no_due")
        self.upcoming = ListCard("today.overview.upcoming", "today.overview.no_upcoming")
        self.fresh = ListCard("today.overview.freshness", "today.overview.no_freshness")
        self.fresh.add_action(import_action)
        self.answer = ListCard("today.answer.title", "today.answer.none")
        self.rule = label("", "small", wrap=True)
        self.answer.body.addWidget(self.rule)
        self.answer.head.addWidget(plain_button(text("common.close"), self.close_answer))
        self.addWidget(self._filled())
        self.addWidget(EmptyState("today.overview.empty", "today.overview.empty_hint", empty_actions, "today"))

    def show_overview(self, shown: Overview) -> None:
        """Show the state of the shop, or the empty state; cards with the same content as before are left alone."""
        self.setCurrentIndex(1 if shown.empty else 0)
        if self._differs("figures", shown.figures):
            self.figures.show_figures(shown.figures)
        self.no_figures.setVisible(not shown.figures)
        today = shown.day.day
        if self._differs("problems", shown.findings):
            self.problems.show_rows([self._problem(one) for one in shown.findings], problem_note(shown.findings))
        if self._differs("changes", shown.changes):
            self.changes.show_rows([self._change(one) for one in shown.changes])
            self._wrong.setStretch(1, 2 if len(shown.changes) > FEW else 1)
        if self._differs("due", (today, shown.due)):
            self.due.show_rows([self._task(one, today) for one in shown.due], due_note(shown.due, today))
        if self._differs("upcoming", (today, shown.upcoming)):
            self.upcoming.show_rows([self._promotion(one) for one in shown.upcoming])
        if self._differs("fresh", shown.freshness):
            latest = sorted(shown.freshness, key=lambda one: -one.days_late)
            self.fresh.show_rows([self._source(one) for one in latest])

    def forget(self) -> None:
        """Draw every card anew next time."""
        self._shown.clear()

    def _differs(self, card: str, content: object) -> bool:
        """Whether a card has to show something else than before."""
        if card in self._shown and self._shown[card] == content:
            return False
        self._shown[card] = content
        return True

    def show_answer(self, answer: Answer) -> None:
        """Show an answer in the place of problems and changes."""
        rows = []
        for line in answer.lines:
            place = line.place or Place("today", "overview")
            words, why = render(line.text), render(line.why)
            rows.append(LineRow(words, lambda place=place: self._go(place), mark=ROLE_MARKS[line.role], under=why))  # type: ignore[misc]  # bound early
        self.answer.set_heading(text(f"today.question.{answer.question}"))
        self.answer.show_rows(rows)
        self.rule.setText(render(answer.rule))
        self.left.setCurrentIndex(1)
        if rows:
            rows[0].setFocus()

    def close_answer(self) -> None:
        """Show problems and changes again."""
        self.left.setCurrentIndex(0)

    def _filled(self) -> QWidget:
        gap = theme.current().space(12)
        wrong = QWidget()
        column = self._wrong = QVBoxLayout(wrong)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.problems, 4)
        column.addWidget(self.changes, 2)
        self.left = QStackedWidget()
        self.left.addWidget(wrong)
        self.left.addWidget(self.answer)
        right = QVBoxLayout()
        right.setSpacing(gap)
        for card, stretch in ((self.due, 4), (self.upcoming, 4), (self.fresh, 3)):
            right.addWidget(card, stretch)
        columns = QHBoxLayout()
        columns.setSpacing(gap)
        columns.addWidget(self.left, 7)
        columns.addLayout(right, 5)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(gap)
        outer.addWidget(self.figures)
        outer.addWidget(self.no_figures)
        outer.addLayout(columns, 1)
        return page

    def _problem(self, one: Finding) -> LineRow:
        room = text(f"shell.tab.{one.check_id.partition('.')[0]}")
        return LineRow(render(one.text), lambda: self._go(one.place), mark=MARKS[one.severity], tail=(room, "neutral"))

    def _change(self, step: Step) -> LineRow:
        place = step.place or Place("today", "history", str(step.id))
        said = [step.actor, "" if step.state == "done" else text("today.history.undone")]
        note = " · ".join(part for part in said if part)
        return LineRow(render(step.label), lambda: self._go(place), lead=f"{step.at:%m-%d %H:%M}", note=note)

    def _task(self, task: Task, today: date) -> LineRow:
        days = (task.due - today).days
        tick = QCheckBox()
        tick.setAccessibleName(text("today.overview.mark_done", title=task.title))
        tick.setToolTip(text("today.overview.mark_done", title=task.title))
        tick.clicked.connect(lambda _checked=False: self._done(task.id))
        place = Place("promotions", "tasks", str(task.id))
        who = task.person or text(f"promotions.role.{task.role}")
        return LineRow(
            task.title,
            lambda: self._go(place),
            lead=day_words(task.due, days),
            lead_role="bad" if days <= 0 else "muted",
            note=f"{who} · {task.promotion}" if task.promotion else who,
            note_share=3,
            before=tick,
        )

    def _promotion(self, one: Upcoming) -> LineRow:
        each = one.promotion
        place = Place("promotions", "calendar", str(each.id))
        return LineRow(each.name, lambda: self._go(place), note=countdown(one), note_share=3, tail=readiness(one))

    def _source(self, one: SourceFreshness) -> LineRow:
        late = one.days_late > 0
        tail = (text("today.overview.late", n=one.days_late), "warn") if late else ("✓", "good")
        place = Place("metrics", "importing" if late else "health")
        return LineRow(one.title, lambda: self._go(place), note=f"{one.last_day:%m-%d}", tail=tail)


def date_line(shown: Overview) -> str:
    """Return today's date in words; lunar day and solar term in Chinese, where they are read."""
    day = shown.day
    parts = [text("today.date", year=day.day.year, month=day.day.month, day=day.day.day), _weekday(day.day)]
    if language() == "zh_CN":
        parts.append(text("today.lunar", lunar=shown.lunar))
        parts += [day.term] if day.term else []
    parts += [str(day.holiday)] if day.holiday else []
    parts += [str(festival.name) for festival in day.festivals]
    return " · ".join(parts)


def day_words(day: date, days: int) -> str:
    """Return a due day in short."""
    if days < 0:
        return text("today.overview.overdue", n=-days)
    if days <= 1:
        return text("today.overview.today" if days == 0 else "today.overview.tomorrow")
    return f"{day:%m-%d}"


def countdown(one: Upcoming) -> str:
    """Return when a promotion begins or ends."""
    if one.running:
        return text("today.overview.running_last" if one.left == 0 else "today.overview.running", n=one.left)
    if one.days == 0:
        return text("today.overview.begins_today", time=f"{one.promotion.starts:%H:%M}")
    return text("today.overview.begins", n=one.days)


def readiness(one: Upcoming) -> tuple[str, str]:
    """Return how ready a promotion is, as words and kind of a chip."""
    each = one.promotion
    if each.status == "idea":
        return text("today.overview.idea"), "neutral"
    if one.problems:
        return text("today.overview.has_problems", n=one.problems), "bad"
    if one.total:
        kind = "good" if one.done == one.total else "warn"
        return text("today.overview.ready", done=one.done, all=one.total), kind
    return text("today.overview.no_tasks"), "neutral"


def problem_note(findings: Sequence[Finding]) -> str:
    """Return how many problems and hints there are."""
    serious = sum(1 for one in findings if one.severity >= Severity.WARNING)
    return text("today.overview.problem_count", problems=serious, hints=len(findings) - serious) if findings else ""


def due_note(tasks: Sequence[Task], today: date) -> str:
    """Return how many tasks are late."""
    late = sum(1 for task in tasks if task.due < today)
    return text("today.overview.late_tasks", n=late) if late else ""


def _weekday(day: date) -> str:
    return text(f"today.weekday.{day.isoweekday()}")
