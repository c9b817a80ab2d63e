"""The command line: finds the command, lets it work, prints its answer; failures say what, where and what to do.

Exit codes: 0 done, 1 the answer is "no", 2 wrong usage, 3 bad input, after which nothing is changed.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import re
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from shopplanner import __version__
from shopplanner.app.commands.answer import Answer, UsageError, explain, say
from shopplanner.domain.errors import ShopPlannerError
from shopplanner.foundation import i18n
from shopplanner.foundation.i18n import text

DONE, NO, WRONG_USAGE, BAD_INPUT = 0, 1, 2, 3
COMMANDS: Final = {
    "demo": "demo",
    "import": "importing",
    "price": "price",
    "check": "check",
    "query": "query",
    "export": "export",
    "screenshot": "screenshot",
    "backup": "backup",
    "restore": "restore",
    "verify": "verify",
    "self-check": "self_check",
}
"""Commands and the modules under ``shopplanner.app.commands`` that do them."""

REASONS: Final = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "cli.usage.required"),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), "cli.usage.unknown"),
    (re.compile(r"(argument (?P<names>.+?): )?invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)"),
     "cli.usage.choice"),
    (re.compile(r"argument (?P<names>.+?): invalid \w+ value: (?P<value>.+)"), "cli.usage.value"),
    (re.compile(r"argument (?P<names>.+?): expected .+"), "cli.usage.nothing"),
    (re.compile(r"argument (?P<names>.+?): (?P<value>.+)"), "cli.usage.argument"),
)  # fmt: skip
"""What the parser complains of, in its own English, and the texts that say it in the person's language."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language in force."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("add_help", False)
        super().__init__(allow_abbrev=False, **kwargs)
        self._positionals.title = text("cli.help.arguments")
        self._optionals.title = text("cli.help.options")
        self.add_argument("-h", "--help", action="help", help=text("cli.help.help"))

    def error(self, reason: str) -> NoReturn:
        """Say what was typed wrongly and end."""
        self.exit(WRONG_USAGE, f"{worded(reason)}\n{text('cli.usage.see', command=f'{self.prog} --help')}\n")

    def format_usage(self) -> str:
        """Return the line that shows how the command is typed."""
        return super().format_usage().replace("usage:", text("cli.help.usage"), 1)

    def format_help(self) -> str:
        """Return the whole help."""
        return super().format_help().replace("usage:", text("cli.help.usage"), 1)


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    _make_output_safe()
    i18n.set_language(_language(arguments))
    try:
        given = parser(arguments).parse_args(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    command = importlib.import_module(f"shopplanner.app.commands.{COMMANDS[given.command]}")
    try:
        answer: Answer = command.run(given)
    except UsageError as error:
        from shopplanner.services.wording import render

        say(render(error.what))
        say(text("cli.usage.see", command=f"shopplanner {given.command} --help"))
        return WRONG_USAGE
    except ShopPlannerError as error:
        _print_failure(error, as_json=given.json)
        return BAD_INPUT
    _print(answer, as_json=given.json)
    return DONE if answer.ok else NO


def parser(arguments: Sequence[str]) -> Parser:
    """Return the parser; only the command that is named declares its own arguments, so that others stay unloaded."""
    made = Parser(prog="shopplanner", description=text("cli.help.program"), epilog=text("cli.help.window"))
    made.add_argument(
        "--version", action="version", version=f"ShopPlanner {__version__}", help=text("cli.help.version")
    )
    _add_common(made, workspace="", lang="", json=False)
    commands = made.add_subparsers(dest="command", metavar="COMMAND", title=text("cli.help.commands"), required=True)
    named = next((each for each in arguments if each in COMMANDS), "")
    for name, module in COMMANDS.items():
        said = text(f"cli.command.{name.replace('-', '_')}")
        one = commands.add_parser(name, help=said, description=said)
        _add_common(one)
        if name == named:
            importlib.import_module(f"shopplanner.app.commands.{module}").add_arguments(one)
    return made


def worded(reason: str) -> str:
    """Return the parser's complaint in the language in force."""
    for pattern, text_id in REASONS:
        found = pattern.fullmatch(reason)
        if found:
            return text(text_id, **{name: value or "" for name, value in found.groupdict().items()})
    return reason


def _add_common(to: argparse.ArgumentParser, **defaults: Any) -> None:
    """Add what every command takes; it may stand before or after the command's name."""
    keep = argparse.SUPPRESS
    to.add_argument(
        "-w", "--workspace", default=defaults.get("workspace", keep), metavar="FILE", help=text("cli.help.workspace")
    )
    to.add_argument("--lang", choices=i18n.LANGUAGES, default=defaults.get("lang", keep), help=text("cli.help.lang"))
    to.add_argument("--json", action="store_true", default=defaults.get("json", keep), help=text("cli.help.json"))


def _language(arguments: Sequence[str]) -> str:
    """Return the language to answer in, known before anything is worded."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang", nargs="?", default="")
    known, _ = early.parse_known_args(list(arguments))
    return known.lang if known.lang in i18n.LANGUAGES else i18n.system_language()


def _print(answer: Answer, *, as_json: bool) -> None:
    lines = [_as_json(answer.data)] if as_json else answer.lines
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _print_failure(error: ShopPlannerError, *, as_json: bool) -> None:
    parts = explain(error)
    for part, words in parts.items():
        named_already = part == "where" and words in parts["error"]
        if words and not named_already:
            say(words)
    if as_json:
        sys.stdout.write(f"{_as_json(parts)}\n")


def _as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)


def _make_output_safe() -> None:
    """Let a terminal with a narrow character set show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
