"""Records are found by words in their names and codes, each with the place where it is shown."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from shopplanner.domain.changes import Place
from shopplanner.services.search import find_records
from shopplanner.services.shops import add_shop
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.positioning import WorksheetRow
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow, TaskRow
from shopplanner.storage.tables.team import PersonRow


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """One record of each kind about soap, and one of another shop."""
    shop, other = workspace.shop_id, add_shop(workspace, "Other").value
    moments = {"starts_at": "2026-11-10 00:00:00", "ends_at": "2026-11-11 23:59:59", "mechanic": "coupon"}
    with workspace.database.write() as connection:
        connection.execute(
            insert(ProductRow).values(shop_id=shop, code="6800_1", title="留香 Soap 500ml", short_name="大瓶")
        )
        connection.execute(insert(ProductRow).values(shop_id=shop, code="6800", title="Oil"))
        connection.execute(insert(ProductRow).values(shop_id=other, code="9", title="Soap elsewhere"))
        connection.execute(insert(PromotionRow).values(shop_id=shop, name="Soap week", **moments))
        connection.execute(insert(TaskRow).values(shop_id=shop, title="Soap picture", due_day=1))
        connection.execute(insert(PersonRow).values(shop_id=shop, name="Soapy Lin", role="designer"))
        connection.execute(insert(WorksheetRow).values(shop_id=shop, kind="audience", name="Soap buyers"))
        connection.execute(insert(WorksheetRow).values(shop_id=shop, kind="old_kind", name="Soap relic"))
    return workspace


def test_every_kind_of_record_is_found_with_its_place(shop: Workspace) -> None:
    found = find_records(shop, "soap")
    assert [(hit.kind, hit.name) for hit in found] == [
        ("product", "留香 Soap 500ml"),
        ("promotion", "Soap week"),
        ("task", "Soap picture"),
        ("person", "Soapy Lin"),
        ("worksheet", "Soap buyers"),
    ]
    assert [hit.place for hit in found] == [
        Place("products", "catalogue", "1"),
        Place("promotions", "calendar", "1"),
        Place("promotions", "tasks", "1"),
        Place("promotions", "team", "1"),
        Place("positioning", "audience", "1"),
    ]


@pytest.mark.parametrize("words", ["大瓶", "500 soap", "6800_", "留香"])
def test_all_words_must_be_there_and_signs_stand_for_themselves(shop: Workspace, words: str) -> None:
    assert [hit.name for hit in find_records(shop, words)] == ["留香 Soap 500ml"]


@pytest.mark.parametrize("words", ["", "  ", "soap oil", "%"])
def test_nothing_is_found_for_no_words_or_words_that_never_meet(shop: Workspace, words: str) -> None:
    assert find_records(shop, words) == []


def test_no_more_than_the_limit_of_a_kind_is_given(shop: Workspace) -> None:
    with shop.database.write() as connection:
        for number in range(5):
            connection.execute(insert(TaskRow).values(shop_id=shop.shop_id, title=f"Soap {number}", due_day=number))
    assert [hit.name for hit in find_records(shop, "soap", limit=2) if hit.kind == "task"] == ["Soap 4", "Soap 3"]
