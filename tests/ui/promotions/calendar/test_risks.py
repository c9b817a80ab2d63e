"""What is warned of on the calendar: losses first, then what the checks find."""

from __future__ import annotations

from shopplanner.services.workspace import Workspace
from shopplanner.ui.promotions.calendar.risks import MOST_NAMED, Risks, read_red_days, read_risks
from tests.services.promotions.shop import CREAM, SOAP, at, put, put_products, tenth_off, till


def test_losses_come_before_findings() -> None:
    risks = Risks({1: (5, 6)}, {1: ("a", "b"), 2: ("c",), 3: ("d",)}, frozenset({1, 2}))
    assert risks.chips == {1: "below cost: 2", 2: "1 to check"}


def test_losses_and_findings_are_read_for_what_is_near(workspace: Workspace) -> None:
    put_products(workspace)
    # Cream for 20.00 costs 45.00; the coupon gives away its whole threshold.
    cheap = tenth_off(products=(CREAM,), parameters={"kind": "percent", "rate": 6000})
    near = put(workspace, cheap)
    far = put(workspace, tenth_off(products=(CREAM,), starts=at("2027-09-01"), ends=till("2027-09-02")))
    found = read_risks(workspace, [])
    assert found.losing == {}
    shown = [
        tenth_off(**{**vars(cheap), "id": near}),
        tenth_off(**{**vars(cheap), "id": far, "starts": at("2027-09-01")}),
    ]
    assert set(read_risks(workspace, shown).losing) == {near}


def test_red_days_name_products_that_are_still_to_be_sold_too_cheaply(workspace: Workspace) -> None:
    put_products(workspace)
    put(workspace, tenth_off(products=(SOAP,), parameters={"kind": "percent", "rate": 9000}))
    red = read_red_days(workspace, at("11-01").date(), at("11-30").date())
    # Today is the 22nd; soap for 10.00 costs 40.00 until the 29th.
    assert (min(red), max(red)) == (at("11-22").date(), at("11-29").date())
    assert all(len(said) <= MOST_NAMED for said in red.values())
    assert read_red_days(workspace, at("10-01").date(), at("10-30").date()) == {}
