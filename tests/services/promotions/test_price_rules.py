"""Every rule pack of the lowest price says for each rule by whose word it is, and the shop goes by one of them."""

from __future__ import annotations

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.promotions.ledger import Rules, Trait
from shopplanner.foundation import packs
from shopplanner.services import history
from shopplanner.services.promotions.price_rules import (
    DEFAULT,
    WINDOWS,
    choose_rules,
    pack_in_force,
    rule_pack,
    rule_packs,
)
from shopplanner.services.workspace import Workspace

KNOWN = {*Trait, *Rules.__dataclass_fields__} - {"counted"}


def in_force(workspace: Workspace) -> str:
    with workspace.read() as session:
        return pack_in_force(session, workspace.shop_id).name


def test_the_marketing_platform_looks_back_fifteen_days_at_what_counts_as_general_price() -> None:
    rules = rule_pack(DEFAULT).rules
    assert (rules.window, rules.orders, rules.planned) == (15, True, True)
    assert rules.counted == {Trait.COUPON, Trait.PUBLIC, Trait.CHANGED}
    assert (rules.raised_multiple, rules.raised_from) == (10, 1_000)


def test_the_careful_rules_count_everything_at_its_worst() -> None:
    rules = rule_pack("cautious_30").rules
    assert (rules.counted, rules.worst_case, rules.window, rules.raised_multiple) == (frozenset(Trait), True, 30, 0)


def test_every_rule_is_one_that_the_ledger_knows_with_source_day_and_grade() -> None:
    for pack in rule_packs():
        assert {entry.id for entry in pack.entries} == KNOWN, pack.name
        assert pack.rules.window in WINDOWS
        assert all(entry.source.en and entry.date and entry.grade in "ABCDM" for entry in pack.entries)
        assert pack.unconfirmed


def test_the_usual_rules_come_first_and_stand_in_for_ones_that_are_gone() -> None:
    assert rule_packs()[0].name == DEFAULT
    assert rule_pack("nothing of that name").name == DEFAULT


def test_a_copy_of_ones_own_replaces_a_pack() -> None:
    folder = packs.user_folder() / "price_rules"
    folder.mkdir(parents=True)
    text = packs.shipped_file("price_rules", DEFAULT).read_text(encoding="utf-8")
    (folder / f"{DEFAULT}.toml").write_text(text.replace("value = 15", "value = 7"), encoding="utf-8")
    assert rule_pack(DEFAULT).rules.window == 7


def test_choosing_rules_is_one_step_of_undo(workspace: Workspace) -> None:
    assert in_force(workspace) == DEFAULT
    choose_rules(workspace, "taobao_30")
    assert in_force(workspace) == "taobao_30"
    history.undo(workspace)
    assert in_force(workspace) == DEFAULT


def test_rules_that_are_gone_cannot_be_chosen(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        choose_rules(workspace, "nothing of that name")
