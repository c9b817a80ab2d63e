"""One shop type as a card: how it fits, what speaks for and against it, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLabel

from shopplanner.domain.positioning.shop_types import Advice, Condition, Fit, Need, State
from shopplanner.foundation.i18n import text
from shopplanner.services.positioning.definitions import ShopTypes
from shopplanner.ui.common.widgets import Card, chip, label, plain_button, set_property
from shopplanner.ui.theme import theme

KINDS: Final = {Fit.FITS: "good", Fit.OPEN: "neutral", Fit.BLOCKED: "warn"}
MARKS: Final = {
    "met": ("✓", "good"),
    "missing": ("✗", "bad"),
    "unknown": ("?", "muted"),
    "for": ("+", "good"),
    "against": ("−", "warn"),
}


class AdviceCard(Card):
    """A shop type judged; the button makes it the plan's."""

    def __init__(
        self, advice: Advice, best: bool, chosen: bool, rules: ShopTypes, choose: Callable[[str], None]
    ) -> None:
        super().__init__(str(advice.shop_type.name), str(advice.shop_type.cost))
        self.advice = advice
        look = theme.current()
        self.head.insertWidget(1, chip(_fit_words(advice), KINDS[advice.fit]))
        if best and advice.fit is Fit.FITS and advice.points > 0:
            self.head.insertWidget(2, chip(text("positioning.shop_type.best"), "info"))
        if chosen:
            self.head.addWidget(chip(text("positioning.shop_type.chosen"), "info"))
        else:
            button = plain_button(text("positioning.shop_type.choose"), lambda: choose(advice.shop_type.id))
            set_property(button, "compact", True)
            button.setAccessibleName(text("positioning.shop_type.choose_of", name=str(advice.shop_type.name)))
            self.head.addWidget(button)
        self.body.addWidget(label(str(advice.shop_type.summary), "muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space(8))
        grid.setVerticalSpacing(look.space(4))
        for place, (mark, condition, words) in enumerate(_reasons(advice)):
            line, side = place // 2, place % 2 * 2
            grid.addWidget(_mark(mark), line, side)
            reason = label(words, wrap=True)
            reason.setToolTip(_source(condition, advice, rules))
            grid.addWidget(reason, line, side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)


def _fit_words(advice: Advice) -> str:
    if advice.fit is Fit.BLOCKED:
        return text("positioning.shop_type.missing", n=len(advice.missing))
    return text(f"positioning.shop_type.fit.{advice.fit}")


def _reasons(advice: Advice) -> Iterator[tuple[str, Condition, str]]:
    """Yield mark, condition and words: what is missing first, then open questions, then what holds."""
    for condition in advice.missing:
        yield "missing", condition, str(condition.lack or condition.reason)
    for condition in advice.of(Need.MUST, State.UNKNOWN):
        yield "unknown", condition, str(condition.reason)
    for condition in advice.of(Need.MUST, State.MET):
        yield "met", condition, str(condition.reason)
    for condition in advice.of(Need.GOOD, State.MET):
        yield "for", condition, str(condition.reason)
    for condition in advice.of(Need.AGAINST, State.MET):
        yield "against", condition, str(condition.reason)


def _mark(kind: str) -> QLabel:
    mark, role = MARKS[kind]
    made = label(mark, role)
    made.setAccessibleName(text(f"positioning.shop_type.mark.{kind}"))
    made.setFixedWidth(theme.unit(0.9))
    return made


def _source(condition: Condition, advice: Advice, rules: ShopTypes) -> str:
    source = condition.source or advice.shop_type.source or rules.source
    grade = condition.grade or advice.shop_type.grade or rules.grade
    return text("positioning.shop_type.source", source=str(source), day=rules.version, grade=grade)
