"""Packs are checked on reading, and the user's own copy goes before the shipped one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from shopplanner.foundation import packs, paths
from shopplanner.foundation.bilingual import Bilingual

HEADER = """
[pack]
id = "roles"
kind = "roles"
title = {en = "Roles", zh_CN = "角色"}
version = "2026-11-01"
source = "reference"
grade = "B"
"""


@dataclass(frozen=True)
class Role:
    """A test entry."""

    id: str
    name: Bilingual
    share: int = 0


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The shipped and the user's folder of the kind ``roles``."""
    shipped, own = tmp_path / "shipped" / "packs" / "roles", tmp_path / "home" / "config" / "packs" / "roles"
    shipped.mkdir(parents=True)
    own.mkdir(parents=True)
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "shipped")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    return shipped, own


def write(folder: Path, body: str, name: str = "basic") -> None:
    """Write a pack file."""
    (folder / f"{name}.toml").write_text(body, encoding="utf-8")


def entry(role_id: str) -> str:
    """One entry as TOML."""
    return f'[[entries]]\nid = "{role_id}"\nname = {{en = "Hero", zh_CN = "爆款"}}\nshare = 20\n'


def test_a_pack_is_read_into_its_schema(folders: tuple[Path, Path]) -> None:
    write(folders[0], HEADER + entry("hero_product"))
    pack = packs.load("roles", "basic", Role)
    assert pack.entries == (Role("hero_product", Bilingual("Hero", "爆款"), 20),)
    assert pack.header.version == "2026-11-01"
    assert pack.file.is_relative_to(folders[0])


def test_the_users_own_copy_replaces_the_shipped_pack(folders: tuple[Path, Path]) -> None:
    write(folders[0], HEADER + entry("shipped"))
    write(folders[1], HEADER + entry("own"))
    pack = packs.load("roles", "basic", Role)
    assert [role.id for role in pack.entries] == ["own"]
    assert pack.file.is_relative_to(folders[1])


def test_names_and_kinds_are_gathered_from_both_folders(folders: tuple[Path, Path]) -> None:
    write(folders[0], HEADER, "basic")
    write(folders[1], HEADER, "mine")
    assert packs.names("roles") == ["basic", "mine"]
    assert packs.names("nothing") == []
    assert packs.kinds() == ["roles"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (HEADER + '[[entries]]\nid = 3\nname = {en = "", zh_CN = ""}\n', "Expected `str`, got `int`"),
        (HEADER + '[[entries]]\nid = "a"\n', "missing required field `name`"),
        ("entries = []\n", "PackHeader|object"),
        ("[pack\n", "TOML|Expected"),
    ],
)
def test_a_pack_that_does_not_fit_says_where(folders: tuple[Path, Path], body: str, reason: str) -> None:
    write(folders[0], body)
    with pytest.raises(packs.PackError, match=reason) as caught:
        packs.load("roles", "basic", Role)
    assert caught.value.file.name == "basic.toml"


def test_a_missing_pack_is_a_pack_error(folders: tuple[Path, Path]) -> None:
    with pytest.raises(packs.PackError, match="none"):
        packs.load("roles", "none", Role)
