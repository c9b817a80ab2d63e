"""Worksheets in a workspace: filled in as typed, undone, duplicated, compared, chosen, deleted."""

from __future__ import annotations

from datetime import date

import pytest

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.positioning.worksheets import Confidence, Filled, entries, plain, text_of
from shopplanner.services import history
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.services.workspace import Workspace

PRODUCT = Spot("start", "product")
MONEY = Spot("shop_type", "budget")


def test_an_untouched_worksheet_is_empty_and_not_stored(workspace: Workspace) -> None:
    found = worksheets.sheet(workspace, "start")
    assert (found.id, found.name, found.chosen, found.completeness) == (0, "A", True, 0)
    assert found.alternatives == ()
    assert "product" in {field.id for field in found.missing}


def test_the_first_value_makes_the_worksheet(workspace: Workspace) -> None:
    outcome = worksheets.set_value(workspace, PRODUCT, "留香沐浴露")
    found = worksheets.sheet(workspace, "start")
    assert outcome.value == found.id
    assert outcome.areas == {Area.WORKSHEETS}
    assert text_of(found.values, "product") == "留香沐浴露"
    assert found.completeness > 0


def test_typing_on_in_a_field_is_one_step_even_when_it_made_the_worksheet(workspace: Workspace) -> None:
    for typed in ("留", "留香", "留香沐浴露"):
        worksheets.set_value(workspace, PRODUCT, typed)
    history.undo(workspace)
    assert worksheets.sheet(workspace, "start").id == 0
    history.redo(workspace)
    assert text_of(worksheets.sheet(workspace, "start").values, "product") == "留香沐浴露"


def test_another_field_is_another_step(workspace: Workspace) -> None:
    worksheets.set_value(workspace, PRODUCT, "沐浴露")
    worksheets.set_value(workspace, Spot("start", "buyer"), "通勤女生")
    step = history.undo(workspace)
    values = worksheets.sheet(workspace, "start").values
    assert (text_of(values, "product"), text_of(values, "buyer")) == ("沐浴露", "")
    assert step.value.place is not None
    assert step.value.place.record == "buyer/0"


def test_an_empty_value_takes_the_field_out(workspace: Workspace) -> None:
    worksheets.set_value(workspace, PRODUCT, "沐浴露")
    worksheets.set_value(workspace, PRODUCT, "")
    assert ("product", 0) not in worksheets.sheet(workspace, "start").values
    nothing = worksheets.set_value(workspace, PRODUCT, " ")
    assert nothing.step_id is None


def test_a_new_figure_is_of_today_and_keeps_its_evidence_when_corrected(workspace: Workspace) -> None:
    worksheets.set_value(workspace, MONEY, 10_000_000)
    worksheets.set_evidence(workspace, MONEY, " 财务表 ", date(2026, 11, 1), Confidence.HIGH)
    worksheets.set_value(workspace, MONEY, 12_000_000)
    found = worksheets.sheet(workspace, "shop_type").values["budget", 0]
    assert found == Filled(12_000_000, "财务表", date(2026, 11, 1), Confidence.HIGH)
    worksheets.set_value(workspace, Spot("shop_type", "monthly_sales"), 100)
    assert worksheets.sheet(workspace, "shop_type").values["monthly_sales", 0].as_of == date(2026, 11, 22)


def test_evidence_can_be_given_with_the_value(workspace: Workspace) -> None:
    told = Filled(0, "访谈", date(2026, 10, 1), Confidence.LOW)
    worksheets.set_value(workspace, MONEY, 500, told)
    assert worksheets.sheet(workspace, "shop_type").values["budget", 0] == Filled(
        500, "访谈", date(2026, 10, 1), Confidence.LOW
    )


def test_evidence_needs_a_value(workspace: Workspace) -> None:
    with pytest.raises(RuleError):
        worksheets.set_evidence(workspace, MONEY, "财务表", None, Confidence.HIGH)
    assert worksheets.sheet(workspace, "shop_type").id == 0


def test_values_that_a_field_cannot_hold_are_refused(workspace: Workspace) -> None:
    with pytest.raises(RuleError):
        worksheets.set_value(workspace, Spot("start", "res_money"), 9)
    with pytest.raises(RuleError):
        worksheets.set_values(workspace, "price_tier", {"band_low": "cheap"})
    with pytest.raises(NotFoundError):
        worksheets.set_value(workspace, Spot("start", "gone"), "x")
    with pytest.raises(NotFoundError):
        worksheets.set_value(workspace, Spot("start", "product", 0, 999), "x")


def test_several_fields_are_one_step(workspace: Workspace) -> None:
    worksheets.set_values(workspace, "price_tier", {"band_low": 4000, "band_high": 6000})
    history.undo(workspace)
    assert worksheets.sheet(workspace, "price_tier").values == {}


def rivals(workspace: Workspace) -> list[str]:
    """Return the names of the rivals."""
    values = worksheets.sheet(workspace, "statement").values
    return [text_of(values, "rivals.name", item) for item in range(entries(values, "rivals"))]


def test_entries_are_added_and_removed_and_undone(workspace: Workspace) -> None:
    spot = Spot("statement", "rivals")
    worksheets.add_entry(workspace, spot, {"name": "白茶"})
    more = worksheets.add_entries(workspace, spot, [{"name": "浴见", "price": 6500}, {"name": "一沐"}])
    assert more.value == 1
    worksheets.remove_entry(workspace, Spot("statement", "rivals", 1))
    assert rivals(workspace) == ["白茶", "一沐"]
    assert plain(worksheets.sheet(workspace, "statement").values, "rivals.price", 1) is None
    history.undo(workspace)
    assert rivals(workspace) == ["白茶", "浴见", "一沐"]
    history.undo(workspace)
    assert rivals(workspace) == ["白茶"]
    history.redo(workspace)
    history.redo(workspace)
    assert rivals(workspace) == ["白茶", "一沐"]


def test_entries_that_cannot_be_are_refused(workspace: Workspace) -> None:
    with pytest.raises(RuleError):
        worksheets.add_entry(workspace, Spot("statement", "rivals"), {"name": ""})
    with pytest.raises(RuleError):
        worksheets.add_entry(workspace, Spot("statement", "rivals"), {"price": "dear"})
    with pytest.raises(NotFoundError):
        worksheets.remove_entry(workspace, Spot("statement", "rivals", 3))


def test_an_alternative_is_a_copy_that_does_not_count_until_it_is_chosen(workspace: Workspace) -> None:
    first = worksheets.set_value(workspace, PRODUCT, "沐浴露").value
    second = worksheets.duplicate(workspace, "start").value
    worksheets.set_value(workspace, Spot("start", "product", 0, second), "身体乳")
    assert text_of(worksheets.sheet(workspace, "start").values, "product") == "沐浴露"
    worksheets.choose(workspace, "start", second)
    chosen = worksheets.sheet(workspace, "start")
    assert (chosen.id, chosen.name) == (second, "B")
    assert text_of(chosen.values, "product") == "身体乳"
    assert [(one.id, one.chosen) for one in chosen.alternatives] == [(first, False), (second, True)]


def test_a_blank_alternative_is_empty(workspace: Workspace) -> None:
    worksheets.set_value(workspace, PRODUCT, "沐浴露")
    blank = worksheets.duplicate(workspace, "start", blank=True).value
    assert worksheets.sheet(workspace, "start", blank).values == {}


def test_two_alternatives_are_compared(workspace: Workspace) -> None:
    first = worksheets.set_value(workspace, PRODUCT, "沐浴露").value
    second = worksheets.duplicate(workspace, "start").value
    worksheets.set_value(workspace, Spot("start", "buyer", 0, second), "学生")
    found = worksheets.compare(workspace, "start", first, second)
    assert (found.first.name, found.second.name) == ("A", "B")
    assert [(one.path, one.same) for one in found.differences] == [("product", True), ("buyer", False)]
    with pytest.raises(NotFoundError):
        worksheets.compare(workspace, "start", first, 999)


def test_names_are_not_blank_and_not_used_twice(workspace: Workspace) -> None:
    first = worksheets.set_value(workspace, PRODUCT, "沐浴露").value
    worksheets.duplicate(workspace, "start")
    worksheets.rename(workspace, "start", first, " 学生路线 ")
    assert worksheets.sheet(workspace, "start").name == "学生路线"
    with pytest.raises(RuleError):
        worksheets.rename(workspace, "start", first, "  ")
    with pytest.raises(RuleError):
        worksheets.rename(workspace, "start", first, "b")


def test_deleting_the_chosen_one_lets_the_oldest_other_count_and_undo_brings_it_back(workspace: Workspace) -> None:
    first = worksheets.set_value(workspace, PRODUCT, "沐浴露").value
    second = worksheets.duplicate(workspace, "start").value
    worksheets.delete(workspace, "start", first)
    found = worksheets.sheet(workspace, "start")
    assert (found.id, found.chosen, len(found.alternatives)) == (second, True, 1)
    history.undo(workspace)
    found = worksheets.sheet(workspace, "start")
    assert (found.id, text_of(found.values, "product")) == (first, "沐浴露")
    with pytest.raises(NotFoundError):
        worksheets.delete(workspace, "start", 999)


def test_an_alternative_that_is_gone_gives_way_to_the_chosen_one(workspace: Workspace) -> None:
    first = worksheets.set_value(workspace, PRODUCT, "沐浴露").value
    assert worksheets.sheet(workspace, "start", 999).id == first


def test_many_alternatives_get_names_of_their_own(workspace: Workspace) -> None:
    worksheets.set_value(workspace, PRODUCT, "沐浴露")
    for _ in range(26):
        worksheets.duplicate(workspace, "start", blank=True)
    names = [one.name for one in worksheets.sheet(workspace, "start").alternatives]
    assert names[:3] == ["A", "B", "C"]
    assert len(set(names)) == 27
