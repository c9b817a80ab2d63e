"""The readiness of one promotion: items to tick role by role, changes to confirm, and the steps of its state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shopplanner.domain.errors import NotFoundError, ShopPlannerError
from shopplanner.domain.promotions.plan import ROLES
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import readiness, tasks
from shopplanner.services.promotions.gate import Confirmation, ReadinessItem, RoleReadiness
from shopplanner.services.promotions.readiness import Readiness
from shopplanner.services.wording import render
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field, GrowingText, choice
from shopplanner.ui.common.widgets import chip, clear, label, plain_button, row
from shopplanner.ui.theme import theme

STATUS_CHIPS = {"idea": "neutral", "checked": "info", "scheduled": "good", "running": "good"}


class ReadinessCard(QWidget):
    """Shows and edits how ready a promotion is; ``show_promotion`` is all that its owner calls.

    It reads by itself, and again when it is told to ``refresh`` after a change.
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.ready: Readiness | None = None
        self.promotion_id: int | None = None
        self.boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().space(8))
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.current().space(8))
        self._roles = QVBoxLayout()
        self._roles.setSpacing(theme.current().space(4))
        self._column.addLayout(self._head)
        self._column.addLayout(self._roles)
        self._column.addLayout(self._make_adding())

    def _make_adding(self) -> QHBoxLayout:
        """Return the line in which an item of one's own is typed."""
        self.role = choice([(role, text(f"promotions.role.{role}")) for role in ROLES])
        self.role.setAccessibleName(text("team.ready.role"))
        self.title = QLineEdit()
        self.title.setPlaceholderText(text("team.ready.add"))
        self.title.setAccessibleName(text("team.ready.add"))
        self.title.returnPressed.connect(self._add)
        made = row(self.role, self.title, stretch=False)
        made.setStretch(1, 1)
        return made

    def show_promotion(self, promotion_id: int | None) -> None:
        """Show a promotion's readiness, or nothing."""
        self.promotion_id = promotion_id
        self.setVisible(promotion_id is not None)
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        promotion_id = self.promotion_id
        if promotion_id is not None:
            self.context.read(
                "promotions.readiness", lambda workspace: readiness.of(workspace, promotion_id), self._show, self._gone
            )

    def _gone(self, error: ShopPlannerError) -> None:
        """Say nothing of a promotion that was deleted while it was read."""
        if not isinstance(error, NotFoundError):
            self.context.report(error)

    def _show(self, ready: Readiness) -> None:
        focused = next((ref for ref, box in self.boxes.items() if box.hasFocus()), "")
        self.ready = ready
        self.boxes = {}
        clear(self._head)
        clear(self._roles)
        self._show_head(ready)
        for role in ready.roles:
            self._show_role(role)
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def _show_head(self, ready: Readiness) -> None:
        state = chip(text(f"promotions.status.{ready.status}"), STATUS_CHIPS.get(ready.status, "neutral"))
        share = text("team.ready.share", done=ready.done, total=ready.total)
        self._head.addLayout(row(state, chip(share, "good" if ready.green else "warn")))
        for price in ready.prices:
            self._head.addWidget(label(render(price), "bad", wrap=True))
        steps = [
            plain_button(_step_words(ready.status, status), partial(self._step, status), primary=number == 0)
            for number, status in enumerate(ready.following)
        ]
        if steps:
            self._head.addLayout(row(*steps))

    def _show_role(self, role: RoleReadiness) -> None:
        name = label(text(f"promotions.role.{role.role}") if role.role in ROLES else role.role, "muted")
        count = chip(f"{role.done}/{role.total}", "good" if role.green else "warn")
        self._roles.addLayout(row(name, None, count))
        for change in role.changes:
            self._roles.addWidget(self._change_box(change))
        for item in role.items:
            self._roles.addWidget(self._item_box(item))

    def _item_box(self, item: ReadinessItem) -> QCheckBox:
        """Return an item's box; its menu makes it optional or required, or deletes one's own."""
        words = item.title if item.required else text("team.ready.optional", title=item.title)
        box = self._box(item.ref, words, item.done, partial(self._tick, item.ref))
        change = QAction(text("team.ready.make_optional" if item.required else "team.ready.make_required"), box)
        change.triggered.connect(lambda _checked=False: self._require(item.ref, not item.required))
        box.addAction(change)
        if item.own:
            remove = QAction(text("team.ready.remove"), box)
            remove.triggered.connect(lambda _checked=False: self._remove(item.ref))
            box.addAction(remove)
        box.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        box.setToolTip(text("team.ready.menu", title=words))
        return box

    def _change_box(self, change: Confirmation) -> QCheckBox:
        box = self._box(f"change:{change.task_id}", change.title, False, partial(self._confirm, change.task_id))
        box.setToolTip(change.script)
        return box

    def _box(self, ref: str, words: str, done: bool, ticked: Callable[[bool], object]) -> QCheckBox:
        box = QCheckBox(words.replace("&", "&&"))
        box.setChecked(done)
        box.setMinimumWidth(theme.current().unit(4))
        box.setToolTip(words)
        box.clicked.connect(lambda checked: ticked(bool(checked)))
        self.boxes[ref] = box
        return box

    # edits

    def _tick(self, ref: str, done: bool) -> None:
        promotion_id = self.promotion_id or 0
        self.context.perform(lambda workspace: readiness.tick(workspace, promotion_id, [ref], done=done))

    def _require(self, ref: str, required: bool) -> None:
        promotion_id = self.promotion_id or 0
        self.context.perform(lambda workspace: readiness.set_required(workspace, promotion_id, ref, required=required))

    def _remove(self, ref: str) -> None:
        promotion_id = self.promotion_id or 0
        self.context.perform(lambda workspace: readiness.remove_item(workspace, promotion_id, ref))

    def _confirm(self, task_id: int, done: bool) -> None:
        self.context.perform(lambda workspace: tasks.set_done(workspace, [task_id], done=done))

    def _add(self) -> None:
        promotion_id, role, title = self.promotion_id, str(self.role.currentData()), self.title.text()
        if promotion_id is not None and title.strip():
            self.title.clear()
            self.context.perform(lambda workspace: readiness.add_item(workspace, promotion_id, role, title))

    def _step(self, status: str) -> None:
        """Take a step; where something is missing, ask for a reason first."""
        ready = self.ready
        if ready is None:
            return
        if status == "scheduled" and ready.status == "checked" and not ready.green:
            OverrideDialog(self, ready.missing, self._override).open()
            return
        self._set_status(status, "")

    def _override(self, reason: str) -> None:
        self._set_status("scheduled", reason)

    def _set_status(self, status: str, reason: str) -> None:
        promotion_id = self.promotion_id or 0
        self.context.perform(lambda workspace: readiness.set_status(workspace, promotion_id, status, reason=reason))


def _step_words(before: str, after: str) -> str:
    """Return what a step is called; back from the schedule it is not the one that leads to it."""
    return text("team.step.unscheduled" if (before, after) == ("scheduled", "checked") else f"team.step.{after}")


class OverrideDialog(Dialog):
    """Says what is missing, and asks for the reason to schedule all the same."""

    def __init__(self, parent: QWidget, missing: Sequence[str], done: Callable[[str], object]) -> None:
        super().__init__(text("team.override.title"), parent, width=30)
        self._done = done
        self.body.addWidget(label(text("team.override.missing", n=len(missing)), "heading", wrap=True))
        shown = "\n".join(f"· {words}" for words in missing[:8])
        more = len(missing) - 8
        self.body.addWidget(label(shown + (f"\n{text('team.override.more', n=more)}" if more > 0 else ""), wrap=True))
        self.reason = GrowingText()
        self.field = Field(text("team.override.reason"), self.reason, text("team.override.reason_hint"), required=True)
        self.body.addWidget(self.field)
        self.add_close("team.override.back")
        self.add_button(text("team.override.schedule"), self._schedule)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _schedule(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.field.show_error(text("team.override.needs_reason"))
            return
        self.accept()
        self._done(reason)
