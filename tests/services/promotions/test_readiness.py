"""A promotion is green once every required item and change is done; only then, or for a reason, is it scheduled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert

from shopplanner.domain.errors import NotFoundError, RuleError
from shopplanner.domain.messages import Message
from shopplanner.services import history, wording
from shopplanner.services.promotions import plans, readiness, tasks
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.promotions import TaskRow
from shopplanner.storage.tables.team import ChangeNoticeRow
from tests.services.promotions.planning import put, put_products


def coupon(workspace: Workspace, **values: object) -> int:
    """Plan a checked coupon of 5 yuan from 100 on for the whole shop, 1 and 2 December."""
    given = {"name": "Coupon", "status": "checked", "whole_shop": True, "threshold": 10_000, "face": 500, **values}
    return put(workspace, "coupon", "2026-12-01 00:00:00", "2026-12-02 23:59:59", **given)


def get_ready(workspace: Workspace, promotion_id: int) -> None:
    """Tick off everything."""
    refs = [item.ref for role in readiness.of(workspace, promotion_id).roles for item in role.items]
    readiness.tick(workspace, promotion_id, refs, done=True)


def notice(workspace: Workspace, **values: object) -> int:
    """Store an unconfirmed change for presales, and return its task."""
    with workspace.database.write() as connection:
        given = {"shop_id": workspace.shop_id, "kind": "price", "made_at": "2026-11-22 10:00:00", **values}
        made = connection.execute(insert(ChangeNoticeRow).values(**given).returning(ChangeNoticeRow.id)).scalar_one()
        task = {"shop_id": workspace.shop_id, "title": "Confirm", "role": "presales", "due_day": 1, "change_id": made}
        return int(connection.execute(insert(TaskRow).values(**task).returning(TaskRow.id)).scalar_one())


def test_a_kind_of_promotion_has_its_usual_items_by_role_until_they_are_ticked(workspace: Workspace) -> None:
    """Required of a coupon: 2 of operations, 3 of presales, 1 each of design, aftersales, warehouse and purchasing."""
    promotion_id = coupon(workspace)
    found = readiness.of(workspace, promotion_id)
    assert [(role.role, role.done, role.total) for role in found.roles] == [
        ("operator", 0, 2), ("designer", 0, 1), ("presales", 0, 3), ("aftersales", 0, 1), ("warehouse", 0, 1),
        ("buyer", 0, 1),
    ]  # fmt: skip
    assert (found.done, found.total, found.green) == (0, 9, False)
    warehouse = found.roles[4]
    assert [(item.ref, item.required) for item in warehouse.items] == [
        ("counted", True), ("cartons", False), ("labels", False),
    ]  # fmt: skip
    assert warehouse.blocked_by == ("Stock counted",)
    assert readiness.summary(workspace, [promotion_id, 999]) == {promotion_id: (0, 9, False)}
    readiness.tick(workspace, promotion_id, ["counted", "cartons"], done=True)
    assert readiness.summary(workspace, [promotion_id]) == {promotion_id: (1, 9, False)}
    assert readiness.of(workspace, promotion_id).roles[4].green
    history.undo(workspace)
    assert readiness.summary(workspace, [promotion_id]) == {promotion_id: (0, 9, False)}
    get_ready(workspace, promotion_id)
    assert readiness.of(workspace, promotion_id).green
    readiness.tick(workspace, promotion_id, ["counted"], done=False)
    assert readiness.of(workspace, promotion_id).missing == ("Stock counted",)


def test_own_items_count_and_usual_ones_can_be_made_optional(workspace: Workspace) -> None:
    promotion_id = coupon(workspace)
    own = readiness.add_item(workspace, promotion_id, "buyer", "  Price of cartons ").value
    assert readiness.summary(workspace, [promotion_id])[promotion_id] == (0, 10, False)
    buyer = readiness.of(workspace, promotion_id).roles[-1]
    assert [(item.ref, item.title, item.own) for item in buyer.items] == [
        ("replenish", "Day of replenishment confirmed", False), (own, "Price of cartons", True),
    ]  # fmt: skip
    readiness.set_required(workspace, promotion_id, own, required=False)
    assert readiness.summary(workspace, [promotion_id])[promotion_id] == (0, 9, False)
    readiness.remove_item(workspace, promotion_id, own)
    readiness.remove_item(workspace, promotion_id, "replenish")
    buyer = readiness.of(workspace, promotion_id).roles[-1]
    assert [(item.ref, item.required) for item in buyer.items] == [("replenish", False)]
    assert buyer.green
    for broken in (own, "no-such-item"):
        with pytest.raises(NotFoundError):
            readiness.tick(workspace, promotion_id, [broken], done=True)
    with pytest.raises(RuleError):
        readiness.add_item(workspace, promotion_id, "buyer", " ")
    with pytest.raises(NotFoundError):
        readiness.of(workspace, 999)


def test_unconfirmed_changes_hold_up_what_they_touch_and_nothing_else(workspace: Workspace) -> None:
    (soap, oil) = put_products(workspace, ("A", 5_000, 1_000, None), ("B", 5_000, 1_000, None))
    whole = coupon(workspace)
    of_soap = coupon(workspace, whole_shop=False, products=(soap,))
    of_oil = coupon(workspace, whole_shop=False, products=(oil,))
    over = put(
        workspace, "coupon", "2026-11-01 00:00:00", "2026-11-02 23:59:59", whole_shop=True, threshold=9_000, face=500
    )
    task = notice(workspace, product_id=soap)
    totals = {
        each: total
        for each, (_done, total, _green) in readiness.summary(workspace, [whole, of_soap, of_oil, over]).items()
    }
    assert totals == {whole: 10, of_soap: 10, of_oil: 9, over: 9}
    notice(workspace, promotion_id=of_oil)
    assert readiness.summary(workspace, [of_oil, of_soap]) == {of_oil: (0, 10, False), of_soap: (0, 10, False)}
    presales = readiness.of(workspace, of_soap).roles[2]
    assert [change.task_id for change in presales.changes] == [task]
    assert presales.blocked_by[-1] == "Confirm"


def test_the_schedule_is_entered_when_everything_is_ready(workspace: Workspace) -> None:
    promotion_id = coupon(workspace, status="idea")
    with pytest.raises(RuleError):
        readiness.set_status(workspace, promotion_id, "scheduled")
    readiness.set_status(workspace, promotion_id, "checked")
    with pytest.raises(RuleError) as held:
        readiness.set_status(workspace, promotion_id, "scheduled")
    said = wording.render(held.value.what)
    assert said.startswith('"Coupon" is not ready, 15 things are missing: Price table signed off, Plan')
    get_ready(workspace, promotion_id)
    with pytest.raises(RuleError):
        readiness.set_status(workspace, promotion_id, "scheduled")
    told = [task.id for task in tasks.tasks(workspace) if task.change_id is not None]
    assert len(told) == 6
    tasks.set_done(workspace, told, done=True)
    readiness.set_status(workspace, promotion_id, "scheduled")
    found = readiness.of(workspace, promotion_id)
    assert (found.status, found.following) == ("scheduled", ("checked", "idea"))
    assert plans.promotion(workspace, promotion_id).note == ""


def test_the_editor_cannot_go_round_the_gate(workspace: Workspace) -> None:
    promotion_id = coupon(workspace, status="idea")
    idea = plans.promotion(workspace, promotion_id)
    with pytest.raises(RuleError):
        plans.update(workspace, replace(idea, status="scheduled"))
    plans.update(workspace, replace(idea, status="checked"))
    with pytest.raises(RuleError):
        plans.update(workspace, replace(idea, status="scheduled"))
    assert len(tasks.tasks(workspace)) == 6
    assert plans.promotion(workspace, promotion_id).status == "checked"
    late = put(
        workspace, "coupon", "2026-11-01 00:00:00", "2026-12-02 23:59:59", whole_shop=True, threshold=9_000, face=5
    )
    plans.update(workspace, replace(plans.promotion(workspace, late), status="running"))
    assert plans.promotion(workspace, late).status == "running"


def test_a_reason_opens_the_gate_and_is_kept_in_note_and_history(workspace: Workspace) -> None:
    promotion_id = coupon(workspace, note="Brief")
    done = readiness.set_status(workspace, promotion_id, "scheduled", reason=" courier comes later ")
    assert done.label.params["reason"] == "courier comes later"
    note = plans.promotion(workspace, promotion_id).note
    assert note == "Brief\n2026-11-22: scheduled with 9 things missing. Reason: courier comes later"
    history.undo(workspace)
    found = plans.promotion(workspace, promotion_id)
    assert (found.status, found.note) == ("checked", "Brief")
    with pytest.raises(NotFoundError):
        readiness.set_status(workspace, 999, "checked")


def test_a_price_below_cost_holds_an_idea_up_and_says_which_product(workspace: Workspace) -> None:
    (soap,) = put_products(workspace, ("A", 5_000, 4_000, None))
    given = {"name": "Half", "status": "idea", "products": (soap,), "kind": "percent", "rate": 5_000}
    promotion_id = put(workspace, "item_discount", "2026-12-01 00:00:00", "2026-12-02 23:59:59", **given)
    get_ready(workspace, promotion_id)
    found = readiness.of(workspace, promotion_id)
    assert readiness.summary(workspace, [promotion_id])[promotion_id][2]
    assert not found.green
    (price,) = found.prices
    assert isinstance(price, Message)
    assert price.params["product"] == "A"
    readiness.set_status(workspace, promotion_id, "checked")
    tasks.set_done(workspace, [task.id for task in tasks.tasks(workspace)], done=True)
    with pytest.raises(RuleError) as held:
        readiness.set_status(workspace, promotion_id, "scheduled")
    assert "A" in wording.render(held.value.what)


def test_the_prices_of_what_is_over_are_let_be(workspace: Workspace) -> None:
    (soap,) = put_products(workspace, ("A", 5_000, 4_000, None))
    given = {"products": (soap,), "kind": "percent", "rate": 5_000}
    promotion_id = put(workspace, "item_discount", "2026-11-01 00:00:00", "2026-11-02 23:59:59", **given)
    found = readiness.of(workspace, promotion_id)
    assert (found.prices, found.status, found.following) == ((), "ended", ("reviewed",))


def test_an_idea_without_products_stays_an_idea(workspace: Workspace) -> None:
    promotion_id = coupon(workspace, status="idea", whole_shop=False)
    with pytest.raises(RuleError) as refused:
        readiness.set_status(workspace, promotion_id, "checked")
    assert refused.value.what.id == "promotions.rule.scope"
    assert plans.promotion(workspace, promotion_id).status == "idea"
