"""The promotion calendar: a month, six weeks or the year's timeline; the chosen promotion or day at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QIcon, QTextDocument
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from shopplanner.domain.promotions.mechanics import GROUPS, MECHANICS
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import almanac
from shopplanner.services.promotions.details import PromotionDetails, details
from shopplanner.ui.common.action import Action
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.promotions.calendar import output
from shopplanner.ui.promotions.calendar.board import CalendarBoard
from shopplanner.ui.promotions.calendar.clipboard import clip, clipped
from shopplanner.ui.promotions.calendar.day_panel import DayPanel
from shopplanner.ui.promotions.calendar.drag import DAY_END
from shopplanner.ui.promotions.calendar.editor import PromotionEditor
from shopplanner.ui.promotions.calendar.edits import CalendarEdits
from shopplanner.ui.promotions.calendar.lanes import TASKS
from shopplanner.ui.promotions.calendar.menus import new_menu
from shopplanner.ui.promotions.calendar.rhythm_actions import RhythmActions
from shopplanner.ui.promotions.calendar.series import SeriesDialog
from shopplanner.ui.promotions.month_paper import month_document
from shopplanner.ui.promotions.readiness_card import ReadinessCard

USUAL = 7
"""Mechanics that stand in the menu itself; the others are one step deeper."""


class CalendarPage(CalendarBoard):
    """Plans promotions on a calendar."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._to_name = 0
        self._priced_product: int | None = None
        self.edits = CalendarEdits(context, self, self._created, self._copied)
        self._make_actions()
        self.export_button = self.header.add_action(self.export)
        self.export_button.setIcon(QIcon())  # a narrow window needs the room for the inspector
        self.export_button.setText(f"{self.export.text} ▾")
        self.new_button = self.header.add_action(self.new, primary=True)
        self.new_button.setText(text("promotions.action.new_short"))
        self._make_inspector()
        self._connect()

    def _make_actions(self) -> None:
        edits = self.edits
        self.new = Action("promotions.new", "promotions.action.new", self._new, "Ctrl+N", icon="plus")
        self.member_day = Action(
            "promotions.member_day", "promotions.action.member_day", self._plan_series, icon="calendar"
        )
        self.export = Action("promotions.export", "promotions.action.export", self._open_export, icon="export")
        self.copy_picture = Action(
            "promotions.copy_picture", "promotions.action.copy_picture", self._copy_picture, icon="copy"
        )
        self.rhythm = RhythmActions(
            self, self.context, day=self._day_in_sight, promotion=self._promotion, products=self._products,
            chosen=lambda: self.canvas.chosen_promotions(),
            planned=self._copied,
        )  # fmt: skip
        self.plan_tasks = self._action("plan_tasks", partial(self._with_promotion, edits.plan_tasks), "task")
        self.duplicate = self._action("duplicate", partial(self._with_all, edits.duplicate), "copy")
        self.next_year = self._action("next_year", partial(self._with_all, edits.copy_to_next_year), "calendar")
        self.delete = self._action("delete", partial(self._with_all, edits.delete), "delete")
        self.remove_series = self._action(
            "remove_series", partial(self._with_promotion, edits.remove_series), "delete", self._in_series
        )

    def _action(
        self, name: str, handler: Callable[[], None], icon: str, enabled: Callable[[], bool] | None = None
    ) -> Action:
        """Return an action on what is chosen."""
        text_id = "timeline.action.next_year" if name == "next_year" else f"promotions.action.{name}"
        return Action(f"promotions.{name}", text_id, handler, icon=icon, enabled=enabled or self._is_chosen)

    def _make_inspector(self) -> None:
        actions = (self.plan_tasks, self.duplicate, self.delete)
        self.editor = PromotionEditor(
            self._store, self.edits.tick, self._price, actions, self.remove_series, ReadinessCard(self.context)
        )
        self.day_panel = DayPanel(self._choose, self._new)
        self.side = QStackedWidget(self)
        self.side.hide()
        self.side.addWidget(self.editor)
        self.side.addWidget(self.day_panel)

    def _connect(self) -> None:
        for name, handler in (
            ("chosen", self._chosen),
            ("day_chosen", self._day_chosen),
            ("create_wanted", self._ask_kind),
            ("edit_wanted", self._edit),
            ("move_wanted", self._move),
            ("resize_wanted", self.edits.resize),
            ("stretch_wanted", self.edits.stretch),
            ("remove_wanted", lambda _ids: self.delete.run()),
            ("copy_wanted", lambda _ids: self.duplicate.run()),
            ("clip_wanted", lambda _ids: self._with_all(clip)),
            ("paste_wanted", self._paste),
            ("ghost_wanted", self._open_ghost),
            ("menu_wanted", self._open_menu),
            ("turn_wanted", self._turn),
        ):
            self.views.connect_all(name, handler)
        self.views.timeline.tasks.wanted.connect(self.edits.move_tasks)

    def actions_list(self) -> Sequence[Action]:
        """Return the calendar's actions."""
        return (
            self.new,
            self.member_day,
            self.plan_tasks,
            self.duplicate,
            self.next_year,
            self.delete,
            self.remove_series,
            self.export,
            self.copy_picture,
            *self.rhythm.actions(),
        )

    def flush(self) -> None:
        """Store a note that is being typed."""
        self.editor.flush()

    def _is_chosen(self) -> bool:
        return self._promotion() is not None

    def _in_series(self) -> bool:
        promotion = self._promotion()
        return promotion is not None and bool(promotion.series)

    def _choose(self, promotion_id: int) -> None:
        self.canvas.select(promotion_id)
        self._chosen(promotion_id)

    def _chosen(self, _promotion_id: int) -> None:
        self.editor.flush()
        self._priced_product = None
        self._show_side()

    def _day_chosen(self, day: date) -> None:
        self.ribbon.show_day(day)
        if self._promotion() is None:
            self._show_side()

    def _show_side(self) -> None:
        """Show the chosen promotion at the right, or the day."""
        promotion = self._promotion()
        if promotion is None:
            self._show_day(self._day_in_sight())
            return
        losing = self.risks.losing.get(promotion.id, ())
        product = self._priced_product or (losing[0] if losing else None)
        self.context.read(
            "calendar/details", lambda workspace: details(workspace, promotion, product), self._show_details, self._gone
        )

    def _show_details(self, shown: PromotionDetails) -> None:
        if shown.promotion.id != self.canvas.selected or self.shown is None:
            return
        self.editor.show_details(shown, self.shown.products)
        if shown.price is not None:
            self.ribbon.choose_product(shown.price.product_id)
        self._show_inspector(self.editor)
        if self._to_name == shown.promotion.id:
            self._to_name = 0
            self.editor.edit_name()

    def _show_day(self, day: date) -> None:
        promotions = self.shown.promotions if self.shown else ()
        live = [each for each in promotions if each.starts.date() <= day <= each.ends.date()]
        due = self.shown.tasks.get(day, ()) if self.shown else ()
        known = (info for info in (self.shown.days if self.shown else ()) if info.day == day)
        self.day_panel.show_day(next(known, None) or almanac.day_info(day), live, due, self.red.get(day, ()))
        self._show_inspector(self.day_panel)

    def _show_inspector(self, widget: QWidget) -> None:
        self.side.setCurrentWidget(widget)
        if self.inspector is None:
            self.set_inspector(self.side)

    def _price(self, product_id: int) -> None:
        self._priced_product = product_id
        self._show_side()

    # edits

    def _store(self, wanted: Promotion) -> None:
        self.edits.store(wanted, self.editor.show_failure)

    def _edit(self, promotion_id: int) -> None:
        self._to_name = promotion_id
        self._show_side()

    def _new(self) -> None:
        day = self.canvas.day or self.context.workspace.clock.today()
        self._ask_kind(datetime.combine(day, time()), datetime.combine(day, DAY_END), "")

    def _ask_kind(self, starts: datetime, ends: datetime, lane: str) -> None:
        """Offer the mechanics for a span of days, beside its last day."""
        menu = new_menu(self)
        usual = MECHANICS[:USUAL]
        for mechanic in usual:
            entry = partial(self.edits.create, mechanic, starts, ends, lane)
            menu.addAction(text(f"promotions.mechanic.{mechanic}"), entry)
        menu.addSeparator()
        for group, mechanics in GROUPS.items():
            part = menu.addMenu(text(f"editor.group.{group}"))
            for mechanic in mechanics:
                if mechanic not in usual:
                    entry = partial(self.edits.create, mechanic, starts, ends, lane)
                    part.addAction(text(f"promotions.mechanic.{mechanic}"), entry)
        menu.addSeparator()
        menu.addAction(f"{self.member_day.text}…", partial(self._ask_series, starts.date()))
        menu.addAction(self.rhythm.template.to_qt(menu))
        inside = self.canvas.inside(ends.date())
        corner = self.canvas.day_rect(ends.date()).center().toPoint() if inside else self.canvas.rect().center()
        menu.popup(self.canvas.mapToGlobal(corner))

    def _move(self, promotion_ids: tuple[int, ...], by: timedelta) -> None:
        self._wanted = self.canvas.selection.ids
        self.edits.move(promotion_ids, by)

    def _created(self, promotion_id: int) -> None:
        """Choose a new promotion, wherever it is, and let its name be typed."""
        self._to_name = promotion_id
        self.show_record(str(promotion_id))

    def _copied(self, promotion_ids: Sequence[int]) -> None:
        """Choose copies, where the first of them is."""
        self.show_record(str(promotion_ids[0]))
        self._wanted = tuple(reversed(promotion_ids))

    def _paste(self, day: date) -> None:
        """Copy what was kept for pasting to a day."""
        kept = clipped()
        if kept:
            self.edits.paste(kept, day)

    def _plan_series(self) -> None:
        self._ask_series(self.canvas.day or self.context.workspace.clock.today())

    def _ask_series(self, first: date) -> None:
        SeriesDialog(self, self.context, first, self._products(), self.edits.create_series).open()

    def _with_promotion(self, edit: Callable[[Promotion], None]) -> None:
        """Do an edit to the promotion that is looked at, if there is one."""
        promotion = self._promotion()
        if promotion is not None:
            edit(promotion)

    def _with_all(self, edit: Callable[[Sequence[Promotion]], None]) -> None:
        """Do an edit to all promotions chosen, if there are any."""
        chosen = self.canvas.chosen_promotions()
        if chosen:
            edit(chosen)

    # menus

    def _open_ghost(self, ghost_id: int, where: QPoint) -> None:
        """Offer to plan a promotion of last year again, or to look at it."""
        ghost = next((each for each in self.canvas.scene.ghosts if each.id == ghost_id), None)
        if ghost is not None:
            menu = new_menu(self)
            menu.addAction(text("timeline.ghost.again"), partial(self.edits.plan_again, ghost))
            menu.addAction(text("timeline.ghost.look"), partial(self.show_record, str(-ghost_id)))
            menu.popup(where)

    def _open_menu(self, where: QPoint) -> None:
        """Offer what can be done with the promotion, or with the day."""
        menu = new_menu(self)
        promotion = self._promotion()
        if promotion is None:
            menu.addAction(self.new.to_qt(menu))
            menu.addAction(self.member_day.to_qt(menu))
            menu.addAction(self.rhythm.template.to_qt(menu))
            menu.addAction(self.rhythm.workdays.to_qt(menu))
        else:
            menu.addAction(text("promotions.editor.title"), partial(self._edit, promotion.id))
            series = (self.rhythm.series, self.remove_series)
            copies = (self.duplicate, self.next_year, self.rhythm.copy_year)
            for action in (*copies, self.plan_tasks, self.delete, *series):
                if action.can_run():
                    menu.addAction(action.to_qt(menu))
        self._add_clipboard(menu)
        menu.popup(where)

    def _add_clipboard(self, menu: QMenu) -> None:
        """Offer to keep what is chosen, and to paste what was kept at the cursor's day."""
        menu.addSeparator()
        if self._is_chosen():
            menu.addAction(text("timeline.action.clip"), partial(self._with_all, clip))
        if clipped() and self.canvas.scene.days:
            day = self.canvas.cursor_day()
            menu.addAction(text("timeline.action.paste", day=f"{day:%m-%d}"), partial(self._paste, day))

    # out

    def _copy_picture(self) -> None:
        output.copy_picture(self.context, self.canvas.picture())

    def _open_export(self) -> None:
        menu = new_menu(self)
        for kind in output.KINDS:
            menu.addAction(output.export_words(kind), partial(self._ask_file, kind))
        menu.addSeparator()
        menu.addAction(self.copy_picture.to_qt(menu))
        menu.addAction(self.rhythm.bring_in.to_qt(menu))
        menu.popup(self.export_button.mapToGlobal(self.export_button.rect().bottomLeft()))

    def _ask_file(self, kind: str) -> None:
        year, month = self._month_in_view()
        target = output.ask_file(self, kind, year, month)
        if target is not None:
            output.export(self.context, kind, year, month, target, self.controls.lanes - {TASKS})

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Show what a dropped calendar file would bring; of several the first."""
        self.rhythm.bring(paths[0])

    def print_document(self) -> QTextDocument | None:
        """Return the promotions of the month that is looked at as a document."""
        if self.shown is None:
            return None
        year, month = self._month_in_view()
        days = set(almanac.month_grid(year, month))
        of_month = tuple(info for info in self.shown.days if info.day in days)
        return month_document(replace(self.shown, days=of_month), year, month)
