"""The status line: shop, when the last edit was stored, how far the data reach, running jobs, problems, switches."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from shopplanner.domain.messages import Message
from shopplanner.foundation.i18n import text
from shopplanner.services.wording import render
from shopplanner.ui.common.jobs import JobHandle, JobRunner
from shopplanner.ui.common.widgets import plain_button, set_property
from shopplanner.ui.theme import theme

SHOWN_AFTER_MS: Final = 400
"""A job that is over sooner is not worth a flicker."""


class StatusLine(QStatusBar):
    """The window's lowest line."""

    problems_wanted = Signal()
    shop_wanted = Signal()
    language_wanted = Signal()
    theme_wanted = Signal()
    notices_wanted = Signal()

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.shop = plain_button("", self.shop_wanted.emit)
        self.saved = QLabel()
        self.data_until = QLabel()
        self.problems = plain_button("", self.problems_wanted.emit)
        for part in (self.shop, self.saved, self.data_until, self.problems):
            self.addWidget(part)
            part.hide()
        self._job_title = QLabel()
        self._job_bar = QProgressBar()
        self._job_bar.setFixedWidth(theme.current().unit(7))
        self._job_bar.setTextVisible(False)
        self._job_cancel = plain_button(text("common.cancel"), self._cancel)
        for shown in self._job_parts():
            self.addPermanentWidget(shown)
            shown.hide()
        self._switches()
        self._jobs: dict[JobHandle, Message] = {}
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SHOWN_AFTER_MS)
        self._late.timeout.connect(self._show_job)
        jobs.started.connect(self._started)
        jobs.progressed.connect(self._progressed)
        jobs.finished.connect(self._finished)

    def show_shop(self, name: str, *, sample: bool, read_only: bool) -> None:
        """Name the shop that is being worked on; an empty name takes everything about it away."""
        marked = text("shell.status.sample", shop="").strip()
        words = text("shell.status.sample", shop=name) if sample and marked not in name else name
        self.shop.setText(f"{words} · {text('shell.status.read_only')}" if read_only else words)
        self.shop.setToolTip(text("shell.status.shops"))
        for part in (self.shop, self.saved, self.data_until):
            part.setVisible(bool(name))
        self.problems.setVisible(bool(name) and bool(self.problems.text()))
        if not self.saved.text() and not read_only:
            self.saved.setText(text("shell.status.all_saved"))

    def mark_saved(self, moment: datetime) -> None:
        """Say when the last edit was stored."""
        self.saved.setText(text("shell.status.saved_at", time=moment.strftime("%H:%M:%S")))

    def show_data_until(self, day: date | None) -> None:
        """Say how far the figures reach."""
        if day is None:
            self.data_until.setText(text("shell.status.no_data"))
        else:
            self.data_until.setText(text("shell.status.data_until", day=day.isoformat()))

    def show_problems(self, count: int, *, worst: bool) -> None:
        """Say how many problems are open; ``worst`` if one of them is an error."""
        self.problems.setText(text("shell.status.problems", n=count) if count else "")
        set_property(self.problems, "role", "bad" if worst else "warn")
        self.problems.setVisible(count > 0)

    def _switches(self) -> None:
        look = theme.current()
        notices = plain_button("", self.notices_wanted.emit)
        notices.setIcon(look.icon("info", "muted"))
        language = plain_button(text("shell.status.language"), self.language_wanted.emit)
        dark = plain_button(
            text("shell.status.theme_dark" if look.dark else "shell.status.theme_light"), self.theme_wanted.emit
        )
        dark.setIcon(look.icon("dark" if look.dark else "light", "muted"))
        texts = ("shell.status.notices", "shell.status.switch_language", "shell.status.switch_theme")
        for made, text_id in zip((notices, language, dark), texts, strict=True):
            made.setToolTip(text(text_id))
            made.setAccessibleName(text(text_id))
            self.addPermanentWidget(made)

    def _job_parts(self) -> tuple[QLabel, QProgressBar, QPushButton]:
        return (self._job_title, self._job_bar, self._job_cancel)

    def _started(self, handle: JobHandle, title: Message) -> None:
        self._jobs[handle] = title
        if not self._late.isActive() and not self._job_bar.isVisible():
            self._job_bar.setRange(0, 0)
            self._late.start()

    def _progressed(self, handle: JobHandle, done: int, total: int) -> None:
        if handle is next(iter(self._jobs), None):
            self._job_bar.setRange(0, total)
            self._job_bar.setValue(done)

    def _finished(self, handle: JobHandle) -> None:
        self._jobs.pop(handle, None)
        self._job_bar.setRange(0, 0)
        if self._job_bar.isVisible() or not self._jobs:
            self._show_job()

    def _show_job(self) -> None:
        if not self._jobs:
            self._late.stop()
        else:
            title = render(next(iter(self._jobs.values())))
            more = len(self._jobs) - 1
            self._job_title.setText(text("shell.status.jobs_more", title=title, n=more) if more else title)
        parts: tuple[QWidget, ...] = self._job_parts()
        for part in parts:
            part.setVisible(bool(self._jobs))

    def _cancel(self) -> None:
        handle = next(iter(self._jobs), None)
        if handle is not None:
            handle.cancel()
