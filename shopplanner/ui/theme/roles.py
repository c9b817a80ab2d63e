"""Theme files: colours by role, read from ``resources/themes``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shopplanner.foundation import paths

SWAPPED = (("good", "bad"), ("good_fill", "bad_fill"), ("good_soft", "bad_soft"))
"""Roles that change places where a shop reads red as rise: Chinese markets show gains in red."""


@dataclass(frozen=True, slots=True)
class RoleSet:
    """The colours of one theme, as ``#rrggbb`` by role."""

    name: str
    dark: bool
    colors: Mapping[str, str]


@cache
def load_roles(name: str, *, red_is_good: bool = False) -> RoleSet:
    """Return the theme ``light`` or ``dark``; with ``red_is_good`` the state colours change places.

    Raises:
        FileNotFoundError: if there is no such theme.
    """
    file = paths.resources() / "themes" / f"{name}.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    colors: dict[str, str] = dict(data["colors"])
    if red_is_good:
        for one, other in SWAPPED:
            colors[one], colors[other] = colors[other], colors[one]
    return RoleSet(name, bool(data["dark"]), colors)
