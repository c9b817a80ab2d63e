"""Worksheets, shop types and crowds as their packs define them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from shopplanner.domain.positioning.shop_types import ShopType
from shopplanner.domain.positioning.worksheets import Definition, Section
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual

KINDS: Final = ("start", "shop_type", "audience", "price_tier", "statement")
"""The worksheets of the room, in the order in which they are filled in; each is a view of the same name."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """A crowd tag of the platform; ``traits`` are soft hints."""

    id: str
    name: Bilingual
    traits: Bilingual


@dataclass(frozen=True, slots=True)
class ShopTypes:
    """The shop types with what their pack says of itself."""

    types: tuple[ShopType, ...]
    version: str
    source: Bilingual
    grade: str


def definition(kind: str) -> Definition:
    """Return a kind of worksheet as its pack defines it.

    Raises:
        PackError: if a person's own copy of the pack cannot be read.
    """
    pack = packs.load("worksheets", kind, Section)
    head = pack.header
    return Definition(kind, head.title, pack.entries, head.version, head.source, head.grade)


def shop_types() -> ShopTypes:
    """Return the shop types and what each asks for."""
    pack = packs.load("shop_types", "taobao", ShopType)
    head = pack.header
    source = head.note or Bilingual(head.source, head.source)
    return ShopTypes(pack.entries, head.version, source, head.grade)


def crowds() -> tuple[Crowd, ...]:
    """Return the crowd tags of all crowd packs."""
    return tuple(crowd for name in packs.names("crowds") for crowd in packs.load("crowds", name, Crowd).entries)
