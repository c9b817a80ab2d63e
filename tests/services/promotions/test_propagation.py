"""Edits give each affected role a task with a script, in the same step; promotions wait for their confirmation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shopplanner.domain.changes import Area
from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.foundation import i18n
from shopplanner.services import history, wording
from shopplanner.services.products import editing, paste, skus
from shopplanner.services.promotions import plans, propagation, readiness, series, tasks, team
from shopplanner.services.promotions.tasks import Task
from shopplanner.services.shops import add_shop
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put, put_products


@pytest.fixture
def soap(workspace: Workspace) -> int:
    """A soap of 50 yuan with 20 pieces in stock."""
    (found,) = put_products(workspace, ("Soap", 5_000, 1_000, None))
    editing.set_field(workspace, found, "stock", "20")
    return found


def sale(workspace: Workspace, product: int, **values: Any) -> int:
    """Plan 10 % off a product on the first two days of December, scheduled unless said otherwise."""
    given = {"name": "Sale", "products": (product,), "kind": "percent", "rate": 1_000, **values}
    return put(workspace, "item_discount", "2026-12-01 00:00:00", "2026-12-02 23:59:59", **given)


def changes(workspace: Workspace) -> dict[str, Task]:
    """Return the tasks of changes by role."""
    return {task.role: task for task in tasks.tasks(workspace) if task.change_id is not None}


def test_a_price_reaches_four_roles_with_old_and_new_value_in_one_step(workspace: Workspace, soap: int) -> None:
    promotion = sale(workspace, soap)
    before = readiness.summary(workspace, [promotion])[promotion][1]
    team.add_person(workspace, "Lin", "presales")
    edited = editing.set_field(workspace, soap, "tag_price", "45")
    assert {area.value for area in edited.areas} == {"products", "tasks", "promotions"}
    assert edited.told is not None
    assert wording.render(edited.told) == "Told of the change: Design, Ads, Pre-sales, After-sales"
    found = changes(workspace)
    assert sorted(found) == ["aftersales", "designer", "presales", "promoter"]
    presales = found["presales"]
    assert presales.title == "New price of Soap: read and confirm"
    assert presales.script.startswith("Dear customer, Soap is now: ¥45.00. (Before: ¥50.00.)")
    assert (presales.person, presales.due, presales.effort) == ("Lin", date(2026, 11, 23), 15)
    assert "¥50.00 → ¥45.00" in found["promoter"].script
    assert readiness.summary(workspace, [promotion])[promotion][1] == before + 4
    tasks.set_done(workspace, [task.id for task in found.values()], done=True)
    assert readiness.summary(workspace, [promotion])[promotion][1] == before
    history.undo(workspace)
    history.undo(workspace)
    assert changes(workspace) == {}


def test_edits_before_anybody_confirmed_are_one_change_and_later_ones_another(workspace: Workspace, soap: int) -> None:
    sale(workspace, soap)
    editing.set_field(workspace, soap, "tag_price", "45")
    editing.set_field(workspace, soap, "list_price", "60")
    editing.set_field(workspace, soap, "tag_price", "44")
    assert len(changes(workspace)) == len(tasks.tasks(workspace)) == 4
    assert "¥50.00 → ¥44.00; " in changes(workspace)["promoter"].script
    tasks.set_done(workspace, [changes(workspace)["presales"].id], done=True)
    editing.set_field(workspace, soap, "tag_price", "43")
    assert len(tasks.tasks(workspace)) == 8
    assert "¥44.00 → ¥43.00" in changes(workspace)["promoter"].script


def test_what_is_changed_back_needs_no_telling(workspace: Workspace, soap: int) -> None:
    sale(workspace, soap)
    editing.set_field(workspace, soap, "title", "New title")
    assert sorted(changes(workspace)) == ["promoter"]
    assert editing.set_field(workspace, soap, "title", "商品Soap").told is None
    assert changes(workspace) == {}


def test_nobody_is_told_without_a_promotion_that_is_agreed_and_not_over(workspace: Workspace, soap: int) -> None:
    sale(workspace, soap, status="idea")
    put(workspace, "gift", "2026-11-01 00:00:00", "2026-11-02 23:59:59", gift="g", whole_shop=True)
    (oil,) = put_products(workspace, ("Oil", 5_000, 1_000, None))
    sale(workspace, oil)
    editing.set_field(workspace, soap, "tag_price", "45")
    assert changes(workspace) == {}


def test_a_whole_shop_promotion_has_every_product(workspace: Workspace, soap: int) -> None:
    put(workspace, "gift", "2026-11-20 00:00:00", "2026-12-02 23:59:59", gift="g", whole_shop=True)
    editing.set_for(workspace, [soap], "status", "off_shelf")
    found = changes(workspace)
    assert len(found) == 6
    assert found["warehouse"].script.startswith("Change: Status: On sale → ")


def test_stock_that_ends_and_comes_back_before_anybody_knew_is_taken_back(workspace: Workspace, soap: int) -> None:
    sale(workspace, soap)
    editing.set_field(workspace, soap, "stock", "3")
    assert changes(workspace) == {}
    editing.set_field(workspace, soap, "stock", "0")
    assert len(changes(workspace)) == 6
    editing.set_field(workspace, soap, "stock", "8")
    assert changes(workspace) == {}
    editing.set_field(workspace, soap, "stock", "0")
    tasks.set_done(workspace, [changes(workspace)["warehouse"].id], done=True)
    editing.set_field(workspace, soap, "stock", "8")
    assert changes(workspace)["warehouse"].title == "Release the held orders of Soap"


def test_a_pasted_price_is_told_and_a_pasted_new_product_is_not(workspace: Workspace, soap: int) -> None:
    sale(workspace, soap)
    columns = ["code", "title", "tag_price"]
    cells = [["Soap", "商品Soap", "40"], ["New", "New one", "10"]]
    paste.paste_products(workspace, [["商品ID", "商品标题", "日常价"], *cells], columns, [])
    assert sorted(changes(workspace)) == ["aftersales", "designer", "presales", "promoter"]
    assert all("Soap" in task.title for task in changes(workspace).values())


def test_variants_are_told_when_they_come_go_cost_otherwise_or_run_out(workspace: Workspace, soap: int) -> None:
    sale(workspace, soap)
    red = skus.add_sku(workspace, soap, "Red").value
    assert sorted(changes(workspace)) == ["buyer", "designer", "presales", "warehouse"]
    assert changes(workspace)["presales"].script == "The SKUs of Soap have changed: SKU: Red"
    skus.delete_sku(workspace, red)
    assert changes(workspace) == {}
    red = skus.add_sku(workspace, soap, "Red").value
    skus.set_sku_field(workspace, red, "list_price", "44")
    skus.set_sku_field(workspace, red, "stock", "0")
    said = [task.script for task in tasks.tasks(workspace) if task.role == "promoter"]
    assert [words.splitlines()[0] for words in said] == [
        "Change: List price of Red: ¥50.00 → ¥44.00", "Change: Stock of Red: 0",
    ]  # fmt: skip


def test_another_offer_or_scope_is_told_and_other_edits_are_not(workspace: Workspace, soap: int) -> None:
    (oil,) = put_products(workspace, ("Oil", 5_000, 1_000, None))
    promotion = sale(workspace, soap)
    found = plans.promotion(workspace, promotion)
    plans.update(workspace, replace(found, note="x", budget=5))
    assert changes(workspace) == {}
    plans.update(workspace, replace(found, parameters={"kind": "percent", "rate": 2_000}, products=(soap, oil)))
    told = changes(workspace)
    assert sorted(told) == ["aftersales", "designer", "presales", "promoter"]
    assert told["promoter"].promotion == "Sale"
    script = told["promoter"].script.splitlines()[0]
    assert "10% off" in script
    assert "20% off" in script
    assert script.endswith("Products: Soap → Soap, Oil")


def test_another_gift_is_told_to_five_roles(workspace: Workspace, soap: int) -> None:
    promotion = put(
        workspace, "gift", "2026-12-01 00:00:00", "2026-12-02 23:59:59", name="G", gift="Pen", threshold=9_900,
        whole_shop=True,
    )  # fmt: skip
    found = plans.promotion(workspace, promotion)
    plans.update(workspace, replace(found, parameters={"gift": "Cup", "threshold": 9_900}))
    assert sorted(changes(workspace)) == ["aftersales", "buyer", "designer", "presales", "warehouse"]
    plans.update(workspace, replace(found, status="idea"))
    assert "Cup" in changes(workspace)["warehouse"].script


def test_a_promotion_that_is_agreed_is_told_to_all_six_and_of_a_series_only_the_first(
    workspace: Workspace, soap: int
) -> None:
    first = sale(workspace, soap, status="idea", series="s")
    second = sale(workspace, soap, status="idea", series="s")
    readiness.set_status(workspace, first, "checked")
    assert len(changes(workspace)) == 6
    assert "Period: 2026-12-01 00:00" in changes(workspace)["warehouse"].script
    readiness.set_status(workspace, second, "checked")
    assert len(tasks.tasks(workspace)) == 6


def test_a_change_outside_the_program_is_reported_for_a_product_a_promotion_or_the_shop(
    workspace: Workspace, soap: int
) -> None:
    promotion = sale(workspace, soap)
    made = propagation.report(workspace, "main_image", " lasting scent ", before="cheap", product_id=soap)
    assert made.value
    assert changes(workspace)["presales"].script.startswith("Soap has been presented anew. Before: cheap. Now: lasting")
    propagation.report(workspace, "detail_page", "new size table", promotion_id=promotion)
    propagation.report(workspace, "title", "all titles")
    assert {task.title for task in tasks.tasks(workspace) if task.role == "promoter"} == {
        "Exchange the creatives of Soap", "Check the keyword plan of the shop",
    }  # fmt: skip
    with pytest.raises(RuleError):
        propagation.report(workspace, "title", " ")
    with pytest.raises(NotFoundError):
        propagation.report(workspace, "title", "x", product_id=999)
    with pytest.raises(NotFoundError):
        propagation.report(workspace, "title", "x", promotion_id=999)


def test_scripts_speak_the_language_in_force(workspace: Workspace, soap: int) -> None:
    sale(workspace, soap)
    i18n.set_language("zh_CN")
    editing.set_field(workspace, soap, "tag_price", "45")
    assert changes(workspace)["presales"].script == (
        "亲，Soap现在的价格/优惠是：¥45.00，以结算页为准哦。（原来是：¥50.00）"
    )


def test_many_products_that_change_together_are_one_change_for_each_promotion(workspace: Workspace, soap: int) -> None:
    """Seven products go off the shelf: the whole shop's promotion has all of them, the sale one."""
    others = put_products(workspace, *((f"P{number}", 5_000, 1_000, None) for number in range(13)))
    whole = put(workspace, "gift", "2026-11-20 00:00:00", "2026-12-02 23:59:59", name="All", gift="g", whole_shop=True)
    promotion = sale(workspace, soap)
    put(workspace, "gift", "2026-11-01 00:00:00", "2026-11-02 23:59:59", gift="g", whole_shop=True)
    editing.set_for(workspace, [soap, *others], "status", "off_shelf")
    found = [task for task in tasks.tasks(workspace) if task.role == "warehouse"]
    assert sorted(task.promotion for task in found) == ["All", "Sale"]
    every = next(task for task in found if task.promotion == "All")
    assert every.script.startswith("Change: Status of Soap: On sale → ")
    assert "; and 2 more" in every.script
    assert {each: readiness.summary(workspace, [each])[each][1] for each in (whole, promotion)} == {
        whole: gift_items(workspace, whole) + 6, promotion: gift_items(workspace, promotion) + 6,
    }  # fmt: skip
    assert len(tasks.tasks(workspace)) == 12
    history.undo(workspace)
    assert tasks.tasks(workspace) == []


def gift_items(workspace: Workspace, promotion_id: int) -> int:
    """Return how many required items a promotion has, changes not counted."""
    roles = readiness.of(workspace, promotion_id).roles
    return sum(1 for role in roles for item in role.items if item.required)


def test_another_shop_s_changes_are_none_of_this_one_s_business(workspace: Workspace, soap: int) -> None:
    whole = put(workspace, "gift", "2026-11-20 00:00:00", "2026-12-02 23:59:59", gift="g", whole_shop=True)
    before = readiness.summary(workspace, [whole])
    first = workspace.shop_id
    workspace.select_shop(add_shop(workspace, "Other").value)
    made = propagation.report(workspace, "title", "all titles").value
    workspace.select_shop(first)
    assert readiness.summary(workspace, [whole]) == before
    assert propagation.report(workspace, "title", "all titles").value != made
    assert readiness.summary(workspace, [whole])[whole][1] == before[whole][1] + 1


def weekly(workspace: Workspace, product: int, count: int = 4) -> list[int]:
    """Plan a series of scheduled sales, each a day of December later."""
    return [
        put(
            workspace, "item_discount", f"2026-12-{day:02} 00:00:00", f"2026-12-{day:02} 23:59:59", name="Day",
            products=(product,), kind="percent", rate=1_000, series="s",
        )
        for day in range(1, count + 1)
    ]  # fmt: skip


def test_many_products_of_a_series_are_one_change(workspace: Workspace, soap: int) -> None:
    """Eight products change; the series has one of them on three days and another one on the fourth."""
    others = put_products(workspace, *((f"P{number}", 5_000, 1_000, None) for number in range(7)))
    *_rest, last = weekly(workspace, soap)
    plans.update(workspace, replace(plans.promotion(workspace, last), products=(others[0],)))
    tasks.set_done(workspace, [task.id for task in tasks.tasks(workspace)], done=True)
    editing.set_for(workspace, [soap, *others], "status", "off_shelf")
    (told,) = [task for task in tasks.tasks(workspace) if task.role == "warehouse"]
    assert "Status of Soap" in told.script
    assert "Status of P0" in told.script


def test_other_times_of_an_agreed_promotion_are_told_once_and_taken_back(workspace: Workspace, soap: int) -> None:
    promotion = sale(workspace, soap)
    moved = plans.move(workspace, promotion, timedelta(days=7))
    assert moved.told is not None
    found = changes(workspace)
    assert sorted(found) == ["aftersales", "buyer", "designer", "presales", "promoter", "warehouse"]
    assert found["presales"].script == (
        "Dear customer, Sale now runs: 2026-12-08 00:00 – 2026-12-09 23:59. (Before: 2026-12-01 00:00 – "
        "2026-12-02 23:59.)"
    )
    plans.resize(workspace, promotion, datetime(2026, 12, 8), datetime(2026, 12, 10, 23, 59, 59))
    assert len(tasks.tasks(workspace)) == 6
    assert "2026-12-02 23:59 → 2026-12-08 00:00 – 2026-12-10 23:59" in changes(workspace)["buyer"].script
    plans.resize(workspace, promotion, datetime(2026, 12, 1), datetime(2026, 12, 2, 23, 59, 59))
    assert tasks.tasks(workspace) == []


def test_other_times_of_an_idea_or_of_what_is_over_are_told_to_nobody(workspace: Workspace, soap: int) -> None:
    plans.move(workspace, sale(workspace, soap, status="idea"), timedelta(days=7))
    over = put(workspace, "gift", "2026-11-01 00:00:00", "2026-11-02 23:59:59", gift="g", whole_shop=True)
    plans.move(workspace, over, timedelta(days=1))
    assert tasks.tasks(workspace) == []


def test_a_whole_series_that_moves_is_told_once(workspace: Workspace, soap: int) -> None:
    made = weekly(workspace, soap)
    plans.move_many(workspace, made[::-1], timedelta(days=1))
    assert len(tasks.tasks(workspace)) == 6
    assert changes(workspace)["designer"].title == "New dates on the pictures of Day and 3 more of its series"
    plans.move_many(workspace, made, timedelta(days=-1))
    assert tasks.tasks(workspace) == []


def test_an_offer_that_is_spread_over_a_series_is_told_once(workspace: Workspace, soap: int) -> None:
    first = sale(workspace, soap, series="s", rate=2_000)
    weekly(workspace, soap, 20)
    series.spread(workspace, first, "all")
    assert sum(task.role == "promoter" for task in tasks.tasks(workspace)) == 2  # the offer and the times


def test_a_change_of_the_shop_holds_up_every_promotion_that_is_not_over(workspace: Workspace, soap: int) -> None:
    promotion = sale(workspace, soap)
    before = readiness.summary(workspace, [promotion])[promotion][1]
    propagation.report(workspace, "title", "all titles")
    assert readiness.summary(workspace, [promotion])[promotion][1] == before + 1


def test_pages_of_tasks_look_again_when_the_first_day_of_an_idea_moves(workspace: Workspace, soap: int) -> None:
    found = plans.promotion(workspace, sale(workspace, soap, status="idea"))
    moved = plans.update(workspace, replace(found, starts=datetime(2026, 11, 30)))
    assert Area.TASKS in moved.areas
    assert Area.TASKS not in plans.update(workspace, replace(found, starts=datetime(2026, 11, 30), note="x")).areas
