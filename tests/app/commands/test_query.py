"""``query``: the same figures as the dashboard, with the same refusals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shopplanner.app import command_line
from shopplanner.services.metrics.query import query
from shopplanner.services.workspace import open_workspace
from tests.app.conftest import Asked, Typed

SPAN = ("--from", "2026-11-19", "--to", "2026-11-21")


def test_days_are_rows_in_yuan(sample_file: Path, asked: Asked) -> None:
    code, told = asked("query", "-w", sample_file, "--metric", "paid_amount,visitors", *SPAN, "--by", "day")
    assert code == command_line.DONE
    workspace = open_workspace(sample_file, read_only=True)
    expected = query(workspace, ["paid_amount"], date(2026, 11, 19), date(2026, 11, 21)).column("paid_amount")
    workspace.close()
    assert [round(row["paid_amount"] * 100) for row in told["rows"]] == expected
    assert [row["first"] for row in told["rows"]] == ["2026-11-19", "2026-11-20", "2026-11-21"]
    assert [metric["unit"] for metric in told["metrics"]] == ["money", "people"]


def test_a_cut_by_product_names_each_and_compares(sample_file: Path, asked: Asked) -> None:
    arguments = ("--metric", "paid_amount", *SPAN, "--by", "product", "--compare", "previous")
    _, told = asked("query", "-w", sample_file, *arguments)
    assert all(row["entity"] and row["title"] for row in told["rows"])
    assert (told["compared"]["first"], told["compared"]["last"]) == ("2026-11-16", "2026-11-18")
    assert told["compared"]["rows"]


def test_people_read_a_table(sample_file: Path, typed: Typed) -> None:
    _, out, _ = typed("query", "-w", sample_file, "--metric", "paid_amount", *SPAN, "--by", "product", lang="zh_CN")
    lines = out.splitlines()
    assert lines[0] == "起\t止\t对象\t支付金额"
    assert "¥" in lines[1]


def test_people_are_not_summed_unless_their_mean_is_asked_for(sample_file: Path, typed: Typed) -> None:
    arguments = ("query", "-w", sample_file, "--metric", "visitors", *SPAN)
    code, _, err = typed(*arguments)
    assert code == command_line.BAD_INPUT
    assert "cannot be added" in err
    assert typed(*arguments, "--people", "mean")[0] == command_line.DONE


@pytest.mark.parametrize("by", ["year", "day,week", "product,channel"])
def test_a_cut_that_makes_no_sense_is_wrong_usage(by: str, sample_file: Path, typed: Typed) -> None:
    code, _, err = typed("query", "-w", sample_file, "--metric", "visitors", *SPAN, "--by", by)
    assert code == command_line.WRONG_USAGE
    assert f"--by {by} is not possible" in err


def test_days_in_the_wrong_order_are_wrong_usage(sample_file: Path, typed: Typed) -> None:
    arguments = ("--metric", "visitors", "--from", "2026-11-02", "--to", "2026-11-01")
    assert typed("query", "-w", sample_file, *arguments)[0] == command_line.WRONG_USAGE


def test_an_unknown_metric_is_bad_input(sample_file: Path, typed: Typed) -> None:
    assert typed("query", "-w", sample_file, "--metric", "luck", *SPAN)[0] == command_line.BAD_INPUT
