"""The audience page: ranking, personas, crowd mix."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton

from shopplanner.domain.positioning.worksheets import Value, entries, text_of
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.positioning.audience.page import AudiencePage
from tests.fixtures.pages import Show, settle


def test_the_sample_shop_ranks_its_segments(show_sample: Show[AudiencePage]) -> None:
    page = show_sample(AudiencePage)
    scores = [page.segments.model.data(page.segments.model.index(line, 1)) for line in range(4)]
    assert scores == ["★ 4.25", "3.25", "3.62", "2.54"]
    assert "is first with 4.25" in page.verdict.text()
    assert page.total.text() == "Total 100.0%"
    assert page.total.property("role") == "good"
    assert [bar.value for bar in page.chart.area.bars] == [0.45, 0.25, 0.15, 0.1, 0.05]


def test_personas_are_switched_between(show_sample: Show[AudiencePage]) -> None:
    page = show_sample(AudiencePage)
    assert page.personas.cells["fair"].editor.value() == 5900
    page.personas.choose(1)
    assert page.personas.cells["fair"].editor.value() == 3990
    assert page.personas.cells["words"].editor.value() == ["平价", "学生党", "香到室友"]


def test_an_empty_audience_says_what_to_do(show: Show[AudiencePage]) -> None:
    page = show(AudiencePage)
    assert page.personas.empty.isVisible()
    assert not page.personas.form.isVisible()
    assert page.verdict.text().startswith("Rate two segments")
    page.serve()


def test_a_segment_is_chosen_from_the_table(
    show: Show[AudiencePage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(AudiencePage)
    given: list[dict[str, Value]] = [{"name": "通勤", "size": 4}, {"name": "学生", "size": 2}]
    app_context.perform(lambda workspace: worksheets.add_entries(workspace, Spot("audience", "segments"), given))
    settle(app_context, qapp)
    page.show_record("segments.name/1")
    assert page.segments.table.current_row().item == 1
    page.serve()
    settle(app_context, qapp)
    assert text_of(worksheets.sheet(app_context.workspace, "audience").values, "chosen") == "学生"
    assert page.segments.model.data(page.segments.model.index(1, 1)) == "★ 2.00"
    assert page.segments.model.columns[1].sort_value(page.segments.model.rows[0]) == 4
    assert (
        page.verdict.text()
        == "通勤 is first with 4.00. It stays first whatever single weight is changed within reason."
    )


def test_a_narrow_lead_is_told(show: Show[AudiencePage], app_context: AppContext, qapp: QApplication) -> None:
    page = show(AudiencePage)
    even: dict[str, Value] = dict.fromkeys(
        ("size", "growth", "margin", "competition", "fit", "familiarity", "reach"), 3
    )
    given: list[dict[str, Value]] = [{"name": "甲", **even, "size": 5}, {"name": "乙", **even, "growth": 4}]
    app_context.perform(lambda workspace: worksheets.add_entries(workspace, Spot("audience", "segments"), given))
    settle(app_context, qapp)
    assert page.verdict.text().endswith("If the weight of “Size” went to 1.5, “乙” would be first.")


def test_personas_are_added_and_removed(show: Show[AudiencePage], app_context: AppContext, qapp: QApplication) -> None:
    page = show(AudiencePage)
    page.personas.add()
    settle(app_context, qapp)
    assert page.personas.cells["name"].editor.value() == "New persona"
    page.personas.cells["dear"].store(9900)
    page.personas.add()
    settle(app_context, qapp)
    assert page.personas.item == 1
    page.personas.remove()
    settle(app_context, qapp)
    assert page.personas.item == 0
    assert page.personas.cells["dear"].editor.value() == 9900
    page.flush()


def test_a_crowd_of_the_taxonomy_is_added_to_the_mix(
    show: Show[AudiencePage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(AudiencePage)
    menu = next(button.menu() for button in page.findChildren(QPushButton) if button.text() == "Add crowd")
    assert menu is not None
    menu.actions()[4].trigger()
    settle(app_context, qapp)
    menu.actions()[-1].trigger()
    settle(app_context, qapp)
    values = worksheets.sheet(app_context.workspace, "audience").values
    assert entries(values, "mix") == 2
    assert text_of(values, "mix.crowd") == "Gen Z"
    assert page.total.property("role") == "warn"
    assert page.actions_list()[0] is page.serve_action
