"""Which stacking rules hold: those of the day and the platform, or the shop's own choice; and copies of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from shopplanner.domain.errors import InputError, NotFoundError
from shopplanner.domain.promotions.offers import Profile, Tool
from shopplanner.domain.promotions.tools import Allocation, Base
from shopplanner.foundation import packs as files
from shopplanner.services import packs
from shopplanner.services.promotions import prices
from shopplanner.services.promotions.price_words import rule_lines
from shopplanner.services.promotions.stacking import (
    ProfileEntry,
    choose_profile,
    chosen_profile,
    profile_at,
    profile_in,
    profiles,
)
from shopplanner.services.stacking_copies import copy_profile
from shopplanner.services.workspace import Workspace
from tests.domain.promotions.earlier import EARLIER
from tests.services.promotions.planning import put, put_products

NOON = datetime(2026, 11, 11, 12)
FIRST, LAST = "2026-11-10 00:00:00", "2026-11-12 23:59:59"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No test sees what another one kept in memory."""
    yield
    packs.forget()


def by_id(name: str) -> ProfileEntry:
    return next(entry for entry in profiles() if entry.id == name)


def test_the_shipped_rules_are_the_engine_s_defaults_and_what_they_were_before() -> None:
    since, before = by_id("taobao-2026-03-10"), by_id("taobao-before-2026-03-10")
    names = [name for name in Profile.__dataclass_fields__ if name not in {"id", "exclusions"}]
    assert {name: getattr(since, name) for name in names} == {name: getattr(Profile("x"), name) for name in names}
    assert replace(since, id=before.id, groups=EARLIER).groups == before.groups
    assert {entry.id for entry in profiles()} == {
        "taobao-2026-03-10",
        "taobao-before-2026-03-10",
        "generic-sequential",
        "generic-parallel",
    }


def test_what_the_platform_has_not_confirmed_is_marked() -> None:
    assert set(by_id("taobao-2026-03-10").inferred) >= {
        "item_reductions",
        "shop_threshold_base",
        "percent_rounding",
        "best_of_objective",
        "count_lines_taken_by_other_offer",
        "allocation",
    }


def test_an_exclusion_of_one_platform_holds_there_only() -> None:
    """During its big campaigns Tmall switches 满元减 off for shops that take part."""
    tmall, taobao = profile_at(NOON, "tmall"), profile_at(NOON, "taobao")
    gone = [each for each in tmall.exclusions if each not in taobao.exclusions]
    assert [(each.winner, each.loser) for each in gone] == [(Tool.OFFICIAL_REDUCTION, Tool.AMOUNT_REDUCTION)]


def test_sales_before_all_rules_go_by_the_earliest(workspace: Workspace) -> None:
    (product,) = put_products(workspace, ("A", 10_000, None, None))
    long_ago = datetime(1990, 5, 1)
    assert profile_at(long_ago).id == "taobao-before-2026-03-10"
    assert prices.prices_of(workspace, product, long_ago).prices.general == 10_000


def test_a_shop_may_choose_rules_and_take_the_choice_back(workspace: Workspace) -> None:
    """10 % and 5.00 off 100.00: one at a time on Taobao, one after the other under the chosen rules."""
    (product,) = put_products(workspace, ("A", 10_000, None, None))
    put(workspace, "item_discount", FIRST, LAST, kind="percent", rate=1000, whole_shop=True)
    put(workspace, "item_discount", FIRST, LAST, kind="amount", amount=500, whole_shop=True)
    assert prices.prices_of(workspace, product, NOON).prices.general == 9000
    choose_profile(workspace, "generic-sequential")
    assert chosen_profile(workspace) == "generic-sequential"
    chosen = prices.prices_of(workspace, product, NOON)
    assert (chosen.prices.general, chosen.profile.id) == (8500, "generic-sequential")
    choose_profile(workspace, "")
    assert chosen_profile(workspace) == ""
    assert prices.prices_of(workspace, product, NOON).prices.general == 9000


def test_rules_that_are_not_there_cannot_be_chosen_and_are_not_missed(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        choose_profile(workspace, "none")
    copy_profile("generic-parallel", "mine", "Mine")
    choose_profile(workspace, "mine")
    (files.user_folder() / "profiles" / "mine.toml").unlink()
    with workspace.read() as session:
        assert profile_in(session, workspace.shop_id, NOON).id == "taobao-2026-03-10"


def test_a_copy_is_a_pack_of_its_own_that_can_be_edited_and_chosen(workspace: Workspace) -> None:
    copy_profile("taobao-2026-03-10", "my-rules", '"Mine" 的规则')
    found = packs.pack_info("profiles", "my-rules")
    assert (found.own, found.shipped, found.error) == (True, False, "")
    assert found.title.zh_CN == '"Mine" 的规则'
    content = packs.pack_text("profiles", "my-rules")
    packs.save_copy("profiles", "my-rules", content.replace('"largest_remainder"', '"floor_last"'))
    choose_profile(workspace, "my-rules")
    with workspace.read() as session:
        rules = profile_in(session, workspace.shop_id, NOON)
    assert (rules.allocation, rules.shop_threshold_base) == (Allocation.FLOOR_LAST, Base.TAG)
    assert "allocation is floor_last" in rule_lines(rules)[-1]
    assert by_id("taobao-2026-03-10").allocation is Allocation.LARGEST_REMAINDER


@pytest.mark.parametrize("name", ["", "My rules", "9rules", "a" * 41, "taobao-mine"])
def test_a_copy_needs_a_short_plain_name(name: str) -> None:
    with pytest.raises(InputError):
        copy_profile("taobao-2026-03-10", name, "x")


def test_a_copy_needs_a_free_name_and_something_to_copy() -> None:
    copy_profile("taobao-2026-03-10", "mine", "")
    assert by_id("mine").title.en == "mine"
    for name in ("mine", "generic-parallel"):
        with pytest.raises(InputError):
            copy_profile("taobao-2026-03-10", name, "x")
    with pytest.raises(NotFoundError):
        copy_profile("none", "other", "x")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"largest_remainder"', '"by luck"', "by luck"),
        ('members = ["daily_reduction"]', 'members = ["daily_reduction", "coupon"]', "not of one layer"),
        ('winner = "flash_sale"', 'winner = "daily_reduction"', "excludes itself"),
        ("min_payable = 1", "min_payable = -1", "below 0"),
        ('inferred = ["item_reductions"', 'inferred = ["moon"', "is no flag"),
        ('valid_from = "2026-03-10 00:00:00"', 'valid_from = "in March"', "in March"),
    ],
)
def test_rules_that_no_engine_could_follow_are_refused_with_the_reason(old: str, new: str, said: str) -> None:
    content = packs.pack_text("profiles", "taobao-2026-03-10")
    assert old in content
    with pytest.raises(InputError) as refused:
        packs.save_copy("profiles", "taobao-2026-03-10", content.replace(old, new))
    assert said in str(refused.value.what.params["reason"])
