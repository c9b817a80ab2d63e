"""Which texts the program asks for, found in its source, and which it has."""

from __future__ import annotations

import ast
import json
import re
import string
from functools import cache
from pathlib import Path

from shopplanner.foundation import paths

SOURCE = Path(__file__).resolve().parent.parent / "shopplanner"
FORM = re.compile(r"_(one|other)$")


def rooms() -> list[str]:
    """Return the names of all translation files, from the English folder."""
    return sorted(file.stem for file in (paths.resources() / "translations" / "en").glob("*.json"))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all texts of a language."""
    texts: dict[str, str] = {}
    for file in sorted((paths.resources() / "translations" / language).glob("*.json")):
        texts.update(json.loads(file.read_text(encoding="utf-8")))
    return texts


def placeholders(template: str) -> set[str]:
    """Return the names of a text's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def without_placeholders(template: str) -> str:
    """Return a text's own words."""
    return "".join(words for words, _, _, _ in string.Formatter().parse(template))


def base_id(text_id: str) -> str:
    """Return a text's id without its number form."""
    return FORM.sub("", text_id)


@cache
def asked_for() -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids that stand in the source or the packs whole, and the beginnings of those put together there."""
    pattern = re.compile(rf"^({'|'.join(rooms())})\.[\w.]*\w$")
    beginning = re.compile(rf"^({'|'.join(rooms())})\.[\w.]*$")
    whole: set[str] = set()
    begun: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                first = node.values[0] if node.values else None
                if isinstance(first, ast.Constant) and beginning.match(str(first.value)):
                    begun.add(str(first.value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and pattern.match(node.value):
                whole.add(node.value)
    for pack in (paths.resources() / "packs").rglob("*.toml"):
        whole.update(
            found for found in re.findall(r'"([\w.]+)"', pack.read_text(encoding="utf-8")) if pattern.match(found)
        )
    return frozenset(whole), frozenset(begun)


WORDING = {"text": 0, "message": 0, "Action": 1, "Column": 1, "refuse": 0}
"""Calls that word something, and which of their arguments is the text's id."""


@cache
def worded() -> frozenset[str]:
    """Return the ids that stand in the source as the argument of a call that words something."""
    found: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDING:
                given = node.args[WORDING[node.func.id] :][:1]
                found.update(str(one.value) for one in given if isinstance(one, ast.Constant) and one.value)
    return frozenset(found)
