"""The review's head: what was held, and the verdict with its reasons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.promotions.review.report import Review
from shopplanner.services.promotions.review.store import VERDICTS
from shopplanner.ui.common.form import choice
from shopplanner.ui.common.widgets import Card, clear, label, row
from shopplanner.ui.promotions.review.words import days_words
from shopplanner.ui.theme import theme


def facts(review: Review) -> list[str]:
    """Return what a promotion was: kind, days by phase, purpose, products, budget."""
    promotion = review.promotion
    lines = [text(f"promotions.mechanic.{promotion.mechanic}")]
    lines.append(f"{promotion.starts:%Y-%m-%d %H:%M} – {promotion.ends:%Y-%m-%d %H:%M}")
    lines += [
        f"{text(f'promotions.phase.{each.kind}')} {days_words(each.starts.date(), each.ends.date())}"
        for each in promotion.phases
    ]
    if promotion.purpose:
        lines.append(text("review.head.purpose", purpose=text(f"promotions.purpose.{promotion.purpose}")))
    whole = promotion.whole_shop
    lines.append(text("review.head.whole_shop") if whole else text("review.head.products", n=len(review.scope.goods)))
    lines.append(text("review.head.budget", amount=wording.money(promotion.budget)))
    return lines


def mixed_words(review: Review) -> list[str]:
    """Return what is mixed into the effect: other promotions at the same time, and a season never seen without one."""
    names = wording.listed(each.name for each in review.scope.shared)
    lines = [text("review.derived.shared", names=names)] if names else []
    return [*lines, text("review.derived.yearly")] if review.scope.yearly else lines


class HeadCard(Card):
    """Name, facts, verdict."""

    def __init__(self, changed: Callable[[str], object]) -> None:
        super().__init__(" ")
        self._changed = changed
        self.facts = label("", "muted", wrap=True)
        self.body.addWidget(self.facts)
        self.verdicts = choice([("", ""), *((each, text(f"review.verdict.{each}")) for each in VERDICTS)])
        self.verdicts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.verdicts.setAccessibleName(text("review.verdict.title"))
        self.verdicts.activated.connect(lambda _place: self._changed(str(self.verdicts.currentData())))
        self.body.addLayout(row(label(text("review.verdict.title"), "heading"), self.verdicts))
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(theme.current().space(4))
        self.body.addLayout(self.reasons)

    def show_review(self, review: Review) -> None:
        """Show another review's head."""
        self.set_heading(review.promotion.name, text(f"promotions.status.{review.promotion.status}"))
        self.facts.setText(" · ".join(facts(review)))
        suggested = text(f"review.verdict.{review.suggestion.verdict}")
        self.verdicts.setItemText(0, text("review.verdict.suggested", verdict=suggested))
        self.verdicts.setCurrentIndex(max(0, self.verdicts.findData(review.written.verdict)))
        clear(self.reasons)
        for each in review.suggestion.reasons:
            self.reasons.addWidget(label(f"· {wording.render(each)}", "", wrap=True))
        for line in mixed_words(review):
            self.reasons.addWidget(label(line, "small", wrap=True))
