"""The price tier page: bands on the screen, the way of cutting, the band chosen, tables brought in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from shopplanner.domain.positioning.price_bands import Method
from shopplanner.domain.positioning.worksheets import figure_of
from shopplanner.services.positioning import prices, worksheets
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.positioning.price_tier.page import PriceTierPage
from shopplanner.ui.positioning.price_tier.view import short_money
from tests.fixtures.pages import Show, settle

TABLE = "商品ID\t标题\t价格\t销量\t店铺\n1\t沐浴露\t10\t60\t甲\n2\t沐浴露\t50\t20\t乙\n3\t沐浴露\t90\t5\t丙"


def bands(page: PriceTierPage) -> list[str]:
    """Return the table's first column."""
    return [page.table.bands.data(page.table.bands.index(line, 0)) for line in range(page.table.bands.rowCount())]


def panel_words(page: PriceTierPage) -> str:
    """Return what the inspector says."""
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel) if label.isVisibleTo(page.panel))


def test_without_a_table_the_page_says_what_it_is_for(show: Show[PriceTierPage]) -> None:
    page = show(PriceTierPage)
    assert page.stack.currentIndex() == 1
    assert page.inspector is None
    page._cut(count=3)
    page._draw()


def test_the_sample_market_is_drawn_with_rug_and_memory(show_sample: Show[PriceTierPage]) -> None:
    page = show_sample(PriceTierPage)
    assert bands(page) == ["¥15–30", "¥30–40", "¥40–60", "¥60–80", "¥80–150", "¥150+"]
    assert [bar.role for bar in page.chart.chart.area.bars].index("accent") == 2
    assert len([mark for mark in page.chart.rug.marks if not mark.flag]) == 48
    assert [mark.name for mark in page.chart.rug.marks if mark.flag] == ["cheap ¥39.00", "fair ¥59.00", "dear ¥129.00"]
    assert page.table.current_row().place == 2
    assert page.notes.text().startswith("600 listings")
    assert page.inspector is page.panel
    assert "Our tier" in panel_words(page)
    page.grab()


def test_large_figures_and_long_names_can_be_read(show_sample: Show[PriceTierPage], qapp: QApplication) -> None:
    page = show_sample(PriceTierPage)
    row = page.table.bands.rows[0]
    large = replace(row, band=replace(row.band, units=21_118_219))
    page.table.bands.set_rows([large])
    page.resize(900, 700)
    qapp.processEvents()
    units = [column.key for column in page.table.bands.columns].index("units")
    assert page.table.columnWidth(units) >= page.table.sizeHintForColumn(units)
    assert page.tables_box.toolTip() == page.tables_box.currentText() != ""


def test_each_measure_is_drawn(show_sample: Show[PriceTierPage]) -> None:
    page = show_sample(PriceTierPage)
    page.measure_choice.buttons["listing_share"].click()
    assert sum(bar.value or 0 for bar in page.chart.chart.area.bars) == pytest.approx(1, abs=0.001)
    page.measure_choice.buttons["opportunity"].click()
    assert page.chart.chart.area.bars[0].label == "0.00"


def test_another_way_of_cutting_is_kept(
    show_sample: Show[PriceTierPage], sample_context: AppContext, qapp: QApplication
) -> None:
    page = show_sample(PriceTierPage)
    page.method.buttons["quantile"].click()
    settle(sample_context, qapp)
    page.count.setValue(4)
    settle(sample_context, qapp)
    values = worksheets.sheet(sample_context.workspace, "price_tier").values
    assert prices.cut_of(values) == prices.Cut(Method.QUANTILE, 4)
    assert len(bands(page)) == 4


def test_edges_are_typed_by_hand(
    show_sample: Show[PriceTierPage], sample_context: AppContext, qapp: QApplication
) -> None:
    page = show_sample(PriceTierPage)
    page.method.buttons["hand"].click()
    settle(sample_context, qapp)
    assert page.edges.text() == "30, 40, 60, 80, 150"
    page.edges.setText("50，100、200 x")
    page.flush()
    assert page.edges.property("error") == "true"
    page.edges.setText("50，100、200")
    page.flush()
    settle(sample_context, qapp)
    assert bands(page)[1:] == ["¥50–100", "¥100–200", "¥200+"]


def test_a_band_is_chosen_from_the_inspector(
    show_sample: Show[PriceTierPage], sample_context: AppContext, qapp: QApplication
) -> None:
    page = show_sample(PriceTierPage)
    page.chart.chart.bar_clicked.emit("4")
    assert page.table.current_row().place == 4
    button = next(one for one in page.panel.findChildren(QPushButton) if one.isVisibleTo(page.panel))
    button.click()
    settle(sample_context, qapp)
    values = worksheets.sheet(sample_context.workspace, "price_tier").values
    assert (figure_of(values, "band_low"), figure_of(values, "band_high")) == (8000, 15_000)
    assert "and 7 more" in panel_words(page)


def test_a_table_is_pasted_and_looked_at(
    show: Show[PriceTierPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(PriceTierPage)
    QGuiApplication.clipboard().setText(TABLE)
    page.paste_action.run()
    settle(app_context, qapp)
    assert page.stack.currentIndex() == 0
    assert page.tables_box.currentText() == "Pasted listing table · 3 rows"
    assert "None of the products" in panel_words(page)
    page.tables_box.activated.emit(0)
    settle(app_context, qapp)
    assert figure_of(worksheets.sheet(app_context.workspace, "price_tier").values, "table") is not None


def test_what_is_no_listing_table_is_refused(
    show: Show[PriceTierPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(PriceTierPage)
    QGuiApplication.clipboard().setText("a\tb\n1\t2")
    page.paste_action.run()
    settle(app_context, qapp)
    assert app_context.notices[-1].severity in {"bad", "warn"}
    assert page.stack.currentIndex() == 1


def test_a_file_goes_to_the_import_page(
    show: Show[PriceTierPage], app_context: AppContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = show(PriceTierPage)
    opened: list[object] = []
    app_context.files_opened.connect(opened.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "a.csv"), ""))
    page.import_action.run()
    assert opened == [[tmp_path / "a.csv"]]
    assert page.actions_list()[0] is page.import_action


def test_rug_marks_lie_by_price_inside_their_column(show_sample: Show[PriceTierPage]) -> None:
    rug = show_sample(PriceTierPage).chart.rug
    wide = rug.width() / 6
    assert wide * 2 < rug.x_of(4500) < rug.x_of(5500) < wide * 3
    assert rug.x_of(10**7) <= rug.width()
    QTest.mouseMove(rug, rug.rect().center())
    rug.show_marks([], [])
    assert rug.x_of(100) == 0.0


def test_amounts_have_no_idle_decimals() -> None:
    assert [short_money(value) for value in (4000, 123_450, 59_99)] == ["¥40", "¥1,234.5", "¥59.99"]
