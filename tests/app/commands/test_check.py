"""``check``: findings as data and in words; an error among them makes the answer "no"."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from shopplanner.app import command_line
from shopplanner.services.promotions.tasks import add_task
from shopplanner.services.workspace import create_workspace
from tests.app.conftest import Asked, Typed
from tests.services.promotions.planning import put


def test_the_sample_shop_sells_something_below_cost(sample_file: Path, asked: Asked) -> None:
    code, told = asked("check", "-w", sample_file)
    assert code == command_line.NO
    assert told["counts"]["error"] >= 1
    worst = told["findings"][0]
    assert worst["severity"] == "error"
    assert set(worst) >= {"id", "severity", "grade", "subject", "message", "explanation"}
    assert "products.price_below_cost" in [each["id"] for each in told["findings"]]


def test_an_empty_shop_has_no_errors(tmp_path: Path, typed: Typed) -> None:
    create_workspace(tmp_path / "empty.shopplan", "Mine").close()
    code, out, _ = typed("check", "-w", tmp_path / "empty.shopplan", lang="zh_CN")
    assert code == command_line.DONE
    assert out.splitlines()[-1].startswith("错误 0")


def test_a_month_leaves_out_promotions_and_tasks_of_other_months(tmp_path: Path, asked: Asked) -> None:
    path = tmp_path / "plan.shopplan"
    with closing(create_workspace(path, "Mine")) as workspace:
        today = workspace.clock.today()
        soon, late = today + timedelta(days=3), today.replace(day=1) - timedelta(days=40)
        given_away = {"whole_shop": True, "threshold": 10_000, "face": 9_900}
        running = put(workspace, "coupon", f"{today} 00:00:00", f"{soon} 23:59:59", name="Running", **given_away)
        add_task(workspace, "For the coupon", late, "designer", running)
        add_task(workspace, "Long ago", late, "designer")

    def subjects(*month: str) -> set[str]:
        return {each["subject"] for each in asked("check", "-w", path, *month)[1]["findings"]}

    every = subjects()
    assert {"Running", "For the coupon", "Long ago"} <= every
    assert every - subjects("--month", f"{today:%Y-%m}") == {"Long ago"}
    assert every - subjects("--month", f"{late:%Y-%m}") == {"Running"}
    assert every - subjects("--month", "2020-01") == {"Running", "For the coupon", "Long ago"}


def test_what_is_no_month_is_refused(sample_file: Path, typed: Typed) -> None:
    code, _, said = typed("check", "-w", sample_file, "--month", "2026-13")
    assert code == command_line.WRONG_USAGE
    assert "2026-13" in said
