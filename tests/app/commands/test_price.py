"""``price``: a cart under a dated profile, to the fen; what is wrong with a case is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shopplanner.app import command_line
from tests.app.conftest import Asked, Typed

LINE = {"sku": "A", "quantity": 2, "tag_price": 12_900}
COUPON = {"id": "c", "tool": "coupon", "threshold": 19_900, "benefit": 2_000}
OTHER = {"id": "m", "tool": "amount_reduction", "threshold": 30_000, "benefit": 5_000}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Where a case is written."""
    return tmp_path / "case.json"


def write(case: Path, **content: Any) -> Path:
    case.write_text(json.dumps(content), encoding="utf-8")
    return case


def test_the_cart_is_priced_with_every_step_and_every_refusal(case: Path, asked: Asked) -> None:
    write(case, profile="taobao-2026-03-10", lines=[LINE], offers=[COUPON, OTHER])
    code, told = asked("price", case)
    assert code == command_line.DONE
    assert (told["tag_total"], told["payable"]) == (25_800, 23_800)
    assert told["lines"] == [{"sku": "A", "quantity": 2, "payable": 23_800, "pieces": [11_900, 11_900]}]
    assert [(step["offer"], step["total"]) for step in told["steps"]] == [("c", 2_000)]
    assert [each["offer"] for each in told["rejected_offers"]] == ["m"]
    assert told["profile"] == "taobao-2026-03-10"
    assert "shop_threshold_base" in told["inferred"]


def test_freight_presale_and_the_buyer_are_part_of_a_case(case: Path, asked: Asked) -> None:
    """1299.00 less 50.00 that the deposit counts for more; a coupon for members only; 8.00 of freight."""
    line = {"sku": "A", "quantity": 1, "tag_price": 129_900, "list_price": 159_900}
    presale = {"id": "p", "tool": "presale", "deposit": 5000, "benefit": 10_000}
    member = COUPON | {"audience": "member"}
    write(case, profile="taobao-2026-03-10", lines=[line], offers=[presale, member], buyer=["new"], freight=800)
    told = asked("price", case)[1]
    assert (told["list_total"], told["payable"], told["freight"], told["total"]) == (159_900, 124_900, 800, 125_700)
    assert told["presale"] == {"deposit": 5000, "counted": 10_000, "balance": 119_900}
    assert [(each["offer"], each["saved"]) for each in told["rejected_offers"]] == [("c", 0)]


def test_what_is_left_and_what_is_paid_back_are_part_of_the_answer(case: Path, asked: Asked, typed: Typed) -> None:
    """258.00 less 20.00: 119.00 a piece. 5 % fee is 11.90, sending 6.00, goods 2 x 40.00: 140.10 are left.

    One piece back is 119.00; with the threshold lost the other costs 129.00, so 10.00 are kept back.
    """
    content: dict[str, Any] = {
        "profile": "taobao-2026-03-10", "lines": [LINE | {"cost": 4_000}], "offers": [COUPON],
        "returned": {"A": 1}, "fee_rate": 500, "freight_cost": 600,
    }  # fmt: skip
    told = asked("price", write(case, **content))[1]
    assert told["economics"]["contribution"] == 14_010
    assert told["refund"]["amount"] == 11_900
    assert told["refund"]["lines"] == [
        {"sku": "A", "pieces": 1, "tag": 12_900, "taken": {"c": 1_000}, "amount": 11_900}
    ]
    strict = asked("price", write(case, **content, others_lose=True))[1]["refund"]
    assert (strict["amount"], strict["withheld"], strict["lost"], strict["paid_after"]) == (
        10_900,
        1_000,
        ["c"],
        12_900,
    )
    _, out, _ = typed("price", case)
    assert "Contribution: ¥140.10" in out
    assert "Paid back: ¥109.00" in out
    assert asked("price", write(case, lines=[LINE]))[1]["refund"] is None


def test_the_moment_chooses_the_rules(case: Path, asked: Asked) -> None:
    write(case, moment="2026-03-09T23:59:59", lines=[LINE])
    assert asked("price", case)[1]["profile"] == "taobao-before-2026-03-10"
    write(case, moment="2026-03-10T00:00:00", lines=[LINE])
    assert asked("price", case)[1]["profile"] == "taobao-2026-03-10"


def test_people_read_it_in_yuan(case: Path, typed: Typed) -> None:
    write(case, profile="taobao-2026-03-10", lines=[LINE], offers=[COUPON, OTHER])
    _, out, _ = typed("price", case, lang="zh_CN")
    assert "¥258.00 → ¥238.00" in out
    assert "✗" in out
    assert "taobao-2026-03-10" in out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"lines": []}, "It has no lines."),
        ({"lines": [LINE | {"quantity": 0}]}, "$.lines[0]: a quantity is at least 1"),
        ({"lines": [LINE], "offers": [COUPON, COUPON]}, "Two offers have the same id."),
        ({"lines": [LINE], "profile": "none"}, "There are no rules named none"),
        ({"lines": [LINE | {"prize": 1}]}, "$.lines[0].prize is unknown"),
        ({"lines": [LINE], "offers": [COUPON | {"tool": "magic"}]}, "magic"),
        ({"lines": [LINE], "offers": [COUPON | {"tiers": [{"from": 1}]}]}, "$.offers[0].tiers[0].from is unknown"),
        ({"lines": [LINE], "offers": ["coupon"]}, "$.offers[0]"),
        ({"lines": "A"}, "$.lines"),
        ({"lines": [LINE], "returned": {"A": 3}}, "$.returned.A: there are 2 pieces"),
        ({"lines": [LINE], "returned": {"B": 1}}, "$.returned.B: there are 0 pieces"),
        ({"lines": [LINE], "returned": {"B": 0}}, "$.returned.B: there are 0 pieces"),
        ({"lines": [LINE], "fee_rate": 10_001}, "A fee is 0 to 10000 basis points"),
    ],
)
def test_what_is_wrong_with_a_case_is_named(content: dict[str, Any], said: str, case: Path, typed: Typed) -> None:
    code, out, err = typed("price", write(case, **content))
    assert code == command_line.BAD_INPUT
    assert out == ""
    assert said in err
    assert str(case) in err


def test_a_case_that_cannot_be_read_says_so(tmp_path: Path, typed: Typed) -> None:
    code, _, err = typed("price", tmp_path / "none.json")
    assert code == command_line.BAD_INPUT
    assert "is not there" in err
    code, _, err = typed("price", tmp_path)
    assert code == command_line.BAD_INPUT
    assert "The system says" in err
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert typed("price", broken)[0] == command_line.BAD_INPUT
