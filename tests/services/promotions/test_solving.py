"""Reverse questions are filled in from a product and answered as soon as enough is given."""

from __future__ import annotations

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.services.promotions.solving import QUESTIONS, answered, known_of, product_choices
from shopplanner.services.workspace import Workspace
from tests.services.promotions.planning import put, put_products

BY_ID = {question.id: question for question in QUESTIONS}


def event(workspace: Workspace, first: str, last: str, **values: object) -> None:
    put(workspace, "platform_event", f"2026-{first} 20:00:00", f"2026-{last} 23:59:59", rate=1_200, **values)


def test_a_product_fills_in_its_prices_and_the_next_campaign(workspace: Workspace) -> None:
    (soap,) = put_products(workspace, ("A", 200_00, 60_00, None))
    put(
        workspace, "item_discount", "2026-11-11 00:00:00", "2026-11-15 23:59:59",
        whole_shop=True, kind="percent", rate=1_000,
    )  # fmt: skip
    event(workspace, "12-08", "12-12", name="Late", products=(soap,))
    event(workspace, "12-01", "12-03", name="Soon", whole_shop=True)
    event(workspace, "11-27", "11-28", name="Other", status="idea", whole_shop=True)
    known = known_of(workspace, soap)
    assert known.campaign == "Soon"
    assert known.values == {
        "tag": 200_00, "cost": 60_00, "price": 200_00, "line": 180_00, "target": 200_00, "after": 180_00,
        "total": 360_00, "rate": 1_200, "next_price": 176_00,
    }  # fmt: skip


def test_without_cost_and_campaign_their_fields_stay_empty(workspace: Workspace) -> None:
    soap, brush = put_products(workspace, ("A", 100_00, None, None), ("B", None, None, None))
    known = known_of(workspace, soap)
    assert (known.campaign, {"cost", "rate", "next_price"} & set(known.values)) == ("", set())
    for gone in (brush, 99):
        with pytest.raises(NotFoundError):
            known_of(workspace, gone)
    assert product_choices(workspace) == [(soap, "A")]


@pytest.mark.parametrize(
    ("question", "values", "answers"),
    [
        ("target", {"tag": 3787_50, "target": 2683_67, "rate": 1_200}, [648_83]),
        ("entry", {"line": 50_00, "rate": 1_200}, [56_00, 56_81]),
        ("keep", {"price": 100_00, "pieces": 2, "total": 170_00}, [30_00, 1_500]),
        ("break_even", {"price": 288_00, "after": 259_00, "cost": 126_00}, [2_181, 19_474]),
        ("deepest", {"price": 100_00, "cost": 60_00, "margin": 2_000}, [25_00]),
        ("deepest", {"price": 100_00, "cost": 60_00, "margin": 2_000, "fees": 500, "next_price": 88_00}, [12_00]),
        ("ratio", {"everyday": 1_000, "campaign": 1_200}, [10_227]),
    ],
)
def test_each_question_is_answered(question: str, values: dict[str, int], answers: list[int]) -> None:
    found = answered(BY_ID[question], values)
    assert found is not None
    assert [solution.value for _name, solution in found] == answers


@pytest.mark.parametrize(
    "values",
    [
        {"line": None, "rate": 1_200},
        {"line": 50_00},
        {"line": 0, "rate": 1_200},
        {"line": 50_00, "rate": 10_000},
        {"line": 50_00, "rate": -1},
    ],
)
def test_there_is_no_answer_as_long_as_something_is_missing_or_cannot_be_meant(values: dict[str, int | None]) -> None:
    assert answered(BY_ID["entry"], values) is None
