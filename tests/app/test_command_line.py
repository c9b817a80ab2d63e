"""The command line's own manners: help, languages, exit codes, what is said about wrong usage."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from shopplanner.app import command_line
from tests.app.conftest import Asked, Typed


def test_help_names_every_command_in_both_languages(typed: Typed) -> None:
    for lang, word in (("en", "usage:"), ("zh_CN", "用法：")):
        code, out, _ = typed("--help", lang=lang)
        assert code == 0
        assert word in out
        assert all(f"\n    {name}" in out for name in command_line.COMMANDS)


@pytest.mark.parametrize("name", list(command_line.COMMANDS))
def test_every_command_has_a_module_and_help_in_chinese(name: str, typed: Typed) -> None:
    module = importlib.import_module(f"shopplanner.app.commands.{command_line.COMMANDS[name]}")
    assert callable(module.run)
    code, out, _ = typed(name, "--help", lang="zh_CN")
    assert code == 0
    assert "选项" in out
    assert "options" not in out


@pytest.mark.parametrize("name", ["plan", "explain", "forecast", "localise", "detect"])
def test_commands_that_do_not_exist_yet_are_not_offered(name: str, typed: Typed) -> None:
    code, _, err = typed(name)
    assert code == command_line.WRONG_USAGE
    assert "self-check" in err


def test_wrong_usage_is_told_in_chinese_with_a_hint(typed: Typed) -> None:
    code, out, err = typed("query", "--metric", "visitors", "--from", "2026-13-01", lang="zh_CN")
    assert code == command_line.WRONG_USAGE
    assert out == ""
    assert "--from：2026-13-01 不是日期" in err
    assert "shopplanner query --help" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query",), "Missing: --metric, --from, --to."),
        (("verify", "--nonsense"), "Not understood: --nonsense."),
        (("demo", "--seed", "x"), "--seed: 'x' does not fit."),
        (("demo", "--seed"), "--seed: its value is missing."),
        (("demo", "--scale", "0"), "0 is not a whole number above 0."),
        (("export", "nothing", "-o", "x"), "'nothing' is not possible"),
        (("screenshot", "--tab", "today", "-o", "x", "--size", "big"), "big is not a size"),
        (("screenshot", "--tab", "today", "-o", "x", "--scale", "9"), "9 is not a scale"),
        (("export", "plan", "-o", "x", "--month", "2026-13"), "2026-13 is not a month"),
        (("verify",), "Name the workspace: -w FILE.shopplan."),
    ],
)
def test_what_was_typed_wrongly_is_named(arguments: tuple[str, ...], said: str, typed: Typed) -> None:
    code, _, err = typed(*arguments)
    assert code == command_line.WRONG_USAGE
    assert said in err


def test_an_unknown_complaint_of_the_parser_is_passed_on() -> None:
    assert command_line.worded("something new") == "something new"


def test_options_of_all_commands_may_stand_before_the_command(tmp_path: Path, asked: Asked) -> None:
    code, told = asked("-w", tmp_path / "none.shopplan", "verify")
    assert code == command_line.BAD_INPUT
    assert told["error"] == f"{tmp_path / 'none.shopplan'} is not there."
    assert told["hint"]


def test_a_database_address_is_refused_politely(asked: Asked) -> None:
    code, told = asked("verify", "-w", "postgresql+psycopg://team")
    assert code == command_line.BAD_INPUT
    assert told["error"] == "A postgresql+psycopg database cannot be opened by these commands."


def test_a_failure_goes_to_standard_error_without_json(tmp_path: Path, typed: Typed) -> None:
    code, out, err = typed("query", "-w", tmp_path / "no.shopplan", "--metric", "visitors",
                           "--from", "2026-01-01", "--to", "2026-01-01", lang="zh_CN")  # fmt: skip
    assert code == command_line.BAD_INPUT
    assert out == ""
    assert "找不到" in err
    assert err.count("no.shopplan") == 1


def test_the_command_answers_as_a_program(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text('{"lines": [{"sku": "A", "quantity": 1, "tag_price": 9900}]}', encoding="utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "shopplanner", "price", str(case), "--json"], capture_output=True, check=True, text=True
    )
    assert json.loads(made.stdout)["payable"] == 9900


def test_a_command_does_not_load_qt(tmp_path: Path) -> None:
    program = (
        "import sys; from shopplanner.app.main import main; main(['price', 'none.json']);"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'PySide6', 'pandas', 'alembic', 'numpy'}))"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert made.stdout.strip() == "[]"
