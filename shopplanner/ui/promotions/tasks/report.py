"""Reporting a change that was made outside the program: what kind, of what, and what it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from shopplanner.domain.promotions.propagation import REPORTED
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions import propagation
from shopplanner.services.promotions.task_board import PromotionChoice
from shopplanner.services.wording import listed
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Field, GrowingText, choice
from shopplanner.ui.common.widgets import label
from shopplanner.ui.promotions.tasks.table import role_words


@dataclass(frozen=True)
class Report:
    """What a person reports; about a product, a promotion, or the whole shop."""

    kind: str
    before: str
    after: str
    product_id: int | None = None
    promotion_id: int | None = None


class ReportDialog(Dialog):
    """Asks for a change, and says who will be told."""

    def __init__(
        self,
        parent: QWidget,
        products: Mapping[int, str],
        promotions: Sequence[PromotionChoice],
        done: Callable[[Report], object],
    ) -> None:
        super().__init__(text("tasks.report.title"), parent, width=30)
        self._done = done
        named = {each.id: str(each.title) for each in propagation.kinds()}
        self.kind = choice([(kind, named[kind]) for kind in REPORTED if kind in named])
        self.kind.currentIndexChanged.connect(lambda _row: self._name_roles())
        self.about = self._make_about(products, promotions)
        self.before, self.after = GrowingText(), GrowingText()
        self.body.addWidget(Field(text("tasks.report.kind"), self.kind))
        self.body.addWidget(Field(text("tasks.report.about"), self.about, text("tasks.report.about_hint")))
        self.body.addWidget(Field(text("tasks.report.before"), self.before))
        self.what = Field(text("tasks.report.after"), self.after, required=True)
        self.body.addWidget(self.what)
        self.told = label("", "muted", wrap=True)
        self.body.addWidget(self.told)
        self.add_close("common.cancel")
        self.add_button(text("tasks.report.tell"), self._tell, primary=True)
        self._name_roles()

    def _make_about(self, products: Mapping[int, str], promotions: Sequence[PromotionChoice]) -> QComboBox:
        """Return a choice of everything that can have changed; a part of its name finds it."""
        coming = [(f"promotion:{each.id}", each.name) for each in promotions if each.coming]
        things = [(f"product:{product_id}", name) for product_id, name in products.items()]
        made = choice([*things, *coming, ("shop:", text("team.change.shop"))])
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(made.model(), made)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        made.setCompleter(completer)
        return made

    def _name_roles(self) -> None:
        roles = [role_words(duty.role) for duty in propagation.duties(str(self.kind.currentData()))]
        self.told.setText(text("tasks.report.told", roles=listed(roles)))

    def _tell(self) -> None:
        after = self.after.toPlainText().strip()
        self.what.show_error("" if after else text("team.rule.what"))
        row = self.about.findText(self.about.currentText())
        if not after or row < 0:
            return
        kind, _, number = str(self.about.itemData(row)).partition(":")
        self.accept()
        self._done(
            Report(
                str(self.kind.currentData()),
                self.before.toPlainText().strip(),
                after,
                int(number) if kind == "product" else None,
                int(number) if kind == "promotion" else None,
            )
        )
