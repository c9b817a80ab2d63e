"""Texts that others read are held against the word rules; list prices that moved are pointed out."""

from __future__ import annotations

import pytest

from shopplanner.domain.changes import Place
from shopplanner.domain.findings import Severity
from shopplanner.domain.messages import Money
from shopplanner.services import history
from shopplanner.services.products import editing
from shopplanner.services.promotions.papers import fields
from shopplanner.services.promotions.papers.checks import forbidden_word, gather, list_price_moved
from shopplanner.services.workspace import Workspace
from tests.services.promotions import shop


@pytest.fixture(autouse=True)
def products(workspace: Workspace) -> None:
    shop.put_products(workspace)


def test_names_gifts_papers_and_titles_are_looked_at(workspace: Workspace) -> None:
    name = shop.put(workspace, shop.tenth_off(name="全网首发 9 折"))
    gift = {"gift": "顶级浴球", "threshold": 100, "gift_cost": 1}
    gifted = shop.put(workspace, shop.tenth_off(name="送", mechanic="gift", parameters=gift))
    over = shop.tenth_off(name="史无前例", starts=shop.at("11-01"), ends=shop.till("11-02"))
    shop.put(workspace, over)
    fields.write(workspace, name, "design_brief", "headline", "返现 5 元")
    found = {(hit.subject, hit.values["word"]): hit for hit in forbidden_word(gather(workspace), {})}
    assert set(found) == {("全网首发 9 折", "全网首发"), ("送", "顶级"), ("全网首发 9 折", "返现")}
    assert found["全网首发 9 折", "全网首发"].severity is Severity.HINT
    assert found["送", "顶级"].severity is Severity.WARNING
    assert found["送", "顶级"].place == Place("promotions", "calendar", str(gifted))
    assert found["全网首发 9 折", "返现"].place == Place("promotions", "papers", f"{name}/design_brief")


def test_titles_may_claim_what_has_its_proof_elsewhere(workspace: Workspace) -> None:
    editing.set_field(workspace, shop.SOAP, "title", "美白沐浴露")
    editing.set_field(workspace, shop.CREAM, "title", "顶级香膏")
    assert [hit.subject for hit in forbidden_word(gather(workspace), {})] == ["香膏"]


def test_a_list_price_that_was_changed_is_named_until_it_is_taken_back(workspace: Workspace) -> None:
    editing.set_field(workspace, shop.SOAP, "list_price", "120")
    assert list(list_price_moved(gather(workspace), {"days": 30})) == []  # it had none before
    for typed in ("150", "160"):
        editing.set_field(workspace, shop.SOAP, "list_price", typed)
    [hit] = list_price_moved(gather(workspace), {"days": 30})
    assert (hit.subject, hit.values["before"], hit.values["after"]) == ("沐浴露", Money(15_000), Money(16_000))
    editing.set_field(workspace, shop.SOAP, "title", "新标题")
    assert len(list(list_price_moved(gather(workspace), {"days": 30}))) == 1
    for _step in range(3):
        history.undo(workspace)
    assert list(list_price_moved(gather(workspace), {"days": 30})) == []
