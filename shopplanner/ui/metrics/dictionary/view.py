"""The dictionary's widgets: a list to search on the left, one metric in full on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from shopplanner.domain.metrics.definitions import Metric
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.metrics import definitions
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import Card, chip, clear, label, plain_button, row, scrolled
from shopplanner.ui.metrics.dictionary.model import Entry
from shopplanner.ui.theme import theme

GRADE_CHIPS = {"A": "good", "B": "good", "M": "good", "C": "warn", "D": "bad", "X": "bad"}


def columns() -> list[Column[Entry]]:
    """Return the list's columns."""
    return [
        Column("name", "metrics.dictionary.name", lambda entry: str(entry.metric.name), width=11, bold=True),
        Column("group", "metrics.dictionary.group", lambda entry: entry.group, width=7),
        Column("unit", "metrics.dictionary.unit", lambda entry: text(f"metrics.unit.{entry.metric.unit}"), width=5),
        Column(
            "additivity",
            "metrics.dictionary.additivity",
            lambda entry: text(f"metrics.adds.{entry.metric.additivity}"),
            width=7,
        ),
    ]


class DictionaryView(QWidget):
    """List and detail side by side."""

    def __init__(self, open_metric: Callable[[str], None]) -> None:
        super().__init__()
        self._open = open_metric
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("metrics.dictionary.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(text("metrics.dictionary.search"))
        self.model: RowsModel[Entry] = RowsModel(columns())
        self.table = DataTable(self.model, name="metrics.dictionary")
        self.table.setAccessibleName(text("metrics.dictionary.title"))
        self.count = label("", "muted")
        left = Card()
        left.body.addLayout(row(self.search, stretch=False))
        left.body.addWidget(self.table, 1)
        left.body.addWidget(self.count)
        self.detail = QWidget()
        self.detail_body = QVBoxLayout(self.detail)
        self.detail_body.setContentsMargins(4, 4, 8, 4)
        self.detail_body.setSpacing(6)
        right = Card()
        right.body.addWidget(scrolled(self.detail), 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(12)
        splitter.setProperty("between", "cards")
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([theme.unit(36), theme.unit(34)])
        splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def show_metric(self, entry: Entry | None) -> None:
        """Show one metric in full."""
        clear(self.detail_body)
        if entry is None:
            self.detail_body.addWidget(label(text("metrics.dictionary.nothing"), "muted", wrap=True))
            self.detail_body.addStretch(1)
            return
        self._head(entry)
        metric = entry.metric
        self._section("metrics.dictionary.definition", str(metric.definition))
        formula = definitions.formula(metric)
        if formula:
            self._section("metrics.dictionary.formula", f"{metric.name} = {formula}")
        self._section("metrics.dictionary.adding", wording.render(definitions.explain_additivity(metric)))
        self._section("metrics.dictionary.act", str(metric.act))
        self._links("metrics.dictionary.parts", [definitions.metric(part) for part in metric.parts])
        self._links("metrics.dictionary.used_in", list(definitions.used_in(metric)))
        if metric.aliases:
            self._section("metrics.dictionary.aliases", wording.listed(metric.aliases))
        self._section("metrics.dictionary.found_at", entry.scopes)
        self._section("metrics.dictionary.source", metric.source)
        self.detail_body.addStretch(1)

    def _head(self, entry: Entry) -> None:
        """Add the name in both languages and the chips."""
        metric = entry.metric
        self.detail_body.addWidget(label(str(metric.name), "title", wrap=True))
        other = metric.name.en if str(metric.name) == metric.name.zh_CN else metric.name.zh_CN
        self.detail_body.addWidget(label(other, "muted"))
        self.detail_body.addLayout(
            row(
                chip(entry.group, "info"),
                chip(text(f"metrics.unit.{metric.unit}")),
                chip(text(f"metrics.adds.{metric.additivity}")),
                chip(text(f"metrics.better.{metric.better}")),
                chip(text("metrics.dictionary.grade", grade=metric.grade), GRADE_CHIPS.get(metric.grade, "neutral")),
            )
        )

    def _section(self, heading_id: str, content: str) -> None:
        """Add a heading and a paragraph."""
        self.detail_body.addSpacing(8)
        self.detail_body.addWidget(label(text(heading_id), "heading"))
        self.detail_body.addWidget(label(content, wrap=True))

    def _links(self, heading_id: str, metrics: list[Metric]) -> None:
        """Add links to other metrics."""
        if not metrics:
            return
        self.detail_body.addSpacing(8)
        self.detail_body.addWidget(label(text(heading_id), "heading"))
        for start in range(0, len(metrics), 3):
            links = [
                plain_button(str(metric.name), lambda wanted=metric.id: self._open(wanted), link=True)  # type: ignore[misc]  # bound early
                for metric in metrics[start : start + 3]
            ]
            self.detail_body.addLayout(row(*links))
