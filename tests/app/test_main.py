"""The one entry: the window for no arguments, workspaces and the sample shop, a command for anything else."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

import pytest

from shopplanner.app import command_line, main, startup


@pytest.mark.parametrize("given", [[], ["a.shopplan"], ["A.SHOPPLAN", "b.shopplan"], ["--sample"]])
def test_the_window_is_opened_for(given: list[str]) -> None:
    assert main.opens_window(given)


@pytest.mark.parametrize(
    "given", [["demo"], ["--help"], ["a.shopplan", "check"], ["--sample", "x"], ["-w", "a.shopplan"]]
)
def test_a_command_is_run_for(given: list[str]) -> None:
    assert not main.opens_window(given)


def test_files_and_the_wish_for_the_sample_shop_reach_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[list[Path], bool]] = []

    def run(files: Sequence[Path], *, sample: bool) -> int:
        assert not gc.isenabled(), "looking for garbage would hold up the first picture"
        gc.enable()
        opened.append((list(files), sample))
        return 5

    monkeypatch.setattr(startup, "run", run)
    assert main.main(["a.shopplan"]) == 5
    assert main.main(["--sample"]) == 5
    assert opened == [([Path("a.shopplan")], False), ([], True)]


def test_anything_else_is_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_line, "main", len)
    assert main.main(["check", "-w", "x"]) == 3
