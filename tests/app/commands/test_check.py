"""``check``: findings as data and in words; an error among them makes the answer "no"."""

from __future__ import annotations

from pathlib import Path

from shopplanner.app import command_line
from shopplanner.services.workspace import create_workspace
from tests.app.conftest import Asked, Typed


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
