"""A copy of the sample shop that nobody has open, and a way to type commands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopplanner.app import command_line

Typed = Callable[..., "tuple[int, str, str]"]
Asked = Callable[..., "tuple[int, Any]"]


@pytest.fixture
def sample_file(tmp_path: Path, sample_template: Path) -> Path:
    """A copy of the sample shop's file."""
    path = tmp_path / "sample.shopplan"
    shutil.copy(sample_template, path)
    return path


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typed:
    """Type a command in English; returns exit code, output and messages."""

    def run(*arguments: object, lang: str = "en") -> tuple[int, str, str]:
        capsys.readouterr()
        code = command_line.main([*(str(each) for each in arguments), "--lang", lang])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def asked(typed: Typed) -> Asked:
    """Type a command with ``--json``; returns exit code and the one object that it prints."""

    def run(*arguments: object) -> tuple[int, Any]:
        code, out, _ = typed(*arguments, "--json")
        assert out.count("\n") == 1
        return code, json.loads(out)

    return run
