"""The review's main results as tiles: a figure, its interval, and on a click the days behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from shopplanner.analytics.uplift import CannotTell, Effect
from shopplanner.domain.metrics.definitions import Unit
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions.review.amounts import whole
from shopplanner.services.promotions.review.report import Review
from shopplanner.ui.common.widgets import Card, clear, label
from shopplanner.ui.promotions.review.words import interval, sign_role, signed
from shopplanner.ui.theme import theme

IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One result: what it is, its figure, a line below, and the colour role of the figure."""

    key: str
    figure: str
    caption: str
    role: str = ""


class Tile(Card):
    """A result that explains itself when it is clicked, or by Return and Space."""

    def __init__(self, result: Result, opened: Callable[[str], object]) -> None:
        super().__init__()
        self.result = result
        self._opened = opened
        name = text(f"review.tile.{result.key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name}: {result.figure}. {result.caption}")
        self.setToolTip(text(f"review.tile_hint.{result.key}"))
        self.body.setSpacing(theme.current().space(4))
        figure = label(result.figure, "figure")
        if result.role:
            figure.setStyleSheet(f"color: {theme.current().css(result.role)}")
        for part in (label(name, "muted"), figure, label(result.caption, "small", wrap=True)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.body.addWidget(part)
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space open the derivation."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._opened(self.result.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the derivation."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self._opened(self.result.key)


class Tiles(QWidget):
    """All results, in rows of three."""

    def __init__(self, opened: Callable[[str], object]) -> None:
        super().__init__()
        self._opened = opened
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().space(8))
        self.tiles: dict[str, Tile] = {}

    def show_review(self, review: Review) -> None:
        """Show a review's results."""
        clear(self._grid)
        self.tiles = {}
        for place, result in enumerate(results(review)):
            tile = Tile(result, self._opened)
            self.tiles[result.key] = tile
            self._grid.addWidget(tile, place // IN_A_ROW, place % IN_A_ROW)


def results(review: Review) -> list[Result]:
    """Return the results of a review in their order."""
    found = review.impact
    return [
        _net("units", found.units, Unit.COUNT),
        _net("paid", found.paid, Unit.MONEY),
        _profit(review),
        _after(review),
        _siblings(review),
        _return(review),
    ]


def _net(key: str, effect: Effect | CannotTell, unit: Unit) -> Result:
    if isinstance(effect, CannotTell):
        return Result(key, text("review.cannot_tell"), _doubt(effect))
    return Result(key, signed(unit, effect.net.value), interval(unit, effect.net), sign_role(effect.net))


def _profit(review: Review) -> Result:
    found = review.impact
    if found.profit is not None:
        value = found.profit.value
        return Result("profit", signed(Unit.MONEY, value.value), interval(Unit.MONEY, value), sign_role(value))
    why = wording.render(found.no_profit) if found.no_profit is not None else text("review.tile.no_baseline")
    return Result("profit", wording.MISSING, why)


def _after(review: Review) -> Result:
    """Return the dip after, as a share of what the promotion brought."""
    units = review.impact.units
    if isinstance(units, CannotTell):
        return Result("after", wording.MISSING, text("review.tile.no_baseline"))
    days = len(units.days) - len(units.during)
    if not days:
        return Result("after", wording.MISSING, text("review.tile.no_after"))
    share = wording.percent(review.impact.pulled, 0)
    words = text("review.tile.pulled", share=share) if review.impact.pulled is not None else text("review.tile.no_dip")
    caption = f"{words} · {text('review.tile.after_days', n=days)}"
    return Result("after", signed(Unit.COUNT, units.after.value), caption, sign_role(units.after))


def _siblings(review: Review) -> Result:
    """Return what siblings lost during the promotion."""
    siblings, count = review.impact.siblings, len(review.scope.siblings)
    if siblings is None:
        return Result("siblings", wording.MISSING, text("review.tile.no_siblings"))
    if isinstance(siblings, CannotTell):
        return Result("siblings", text("review.cannot_tell"), _doubt(siblings))
    lost = siblings.promotion
    caption = f"{interval(Unit.COUNT, lost)} · {text('review.tile.of_siblings', n=count)}"
    return Result("siblings", signed(Unit.COUNT, lost.value), caption, sign_role(lost))


def _return(review: Review) -> Result:
    """Return profit over what was given away and spent."""
    profit = review.impact.profit
    if profit is None or profit.share is None:
        return Result("return", wording.MISSING, text("review.tile.no_return"))
    spent = text("review.tile.spent", amount=whole(profit.spent))
    return Result("return", wording.number(profit.share / 10_000, 2), spent, "good" if profit.share > 0 else "bad")


def _doubt(doubt: CannotTell) -> str:
    return text(f"review.doubt.{doubt.reason}", have=doubt.have, need=doubt.need)
