"""The rule packs of the lowest price: what counts, by whose word, and which of them the shop goes by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session

from shopplanner.domain.changes import Outcome
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.ledger import Rules, Trait
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.workspace import Workspace
from shopplanner.services.workspace_settings import set_setting, setting_in

KIND: Final = "price_rules"
SETTING: Final = "promotions.price_rules"
DEFAULT: Final = "marketing_15"
WINDOWS: Final = (7, 15, 30)


@dataclass(frozen=True)
class PriceRule:
    """One rule of a pack: its value, who says so, since when, and whether that is confirmed."""

    id: str
    title: Bilingual
    value: bool | int
    source: Bilingual
    date: str = ""
    grade: str = "D"
    unconfirmed: bool = True


@dataclass(frozen=True)
class RulePack:
    """A set of rules of the lowest price."""

    name: str
    title: Bilingual
    note: Bilingual | None
    grade: str
    entries: tuple[PriceRule, ...]

    @property
    def rules(self) -> Rules:
        """The rules as the ledger goes by them; what the pack leaves out is as in ``Rules``."""
        values = {entry.id: entry.value for entry in self.entries}
        counted = frozenset(trait for trait in Trait if values.get(trait, False))
        known = {name: value for name, value in values.items() if name in Rules.__dataclass_fields__}
        return replace(Rules(counted=counted), **known)  # type: ignore[arg-type]  # the pack's schema has checked them

    @property
    def unconfirmed(self) -> int:
        """How many of its rules are not confirmed."""
        return sum(1 for entry in self.entries if entry.unconfirmed)


def rule_packs() -> list[RulePack]:
    """Return all rule packs, the usual one first."""
    names = sorted(packs.names(KIND), key=lambda name: (name != DEFAULT, name))
    return [rule_pack(name) for name in names]


def rule_pack(name: str) -> RulePack:
    """Return one rule pack; the usual one where it is gone."""
    known = name if name in packs.names(KIND) else DEFAULT
    pack = packs.load(KIND, known, PriceRule)
    return RulePack(known, pack.header.title, pack.header.note, pack.header.grade, pack.entries)


def pack_in_force(session: Session, shop_id: int) -> RulePack:
    """Return the rule pack that a shop goes by."""
    return rule_pack(str(setting_in(session, shop_id, SETTING, DEFAULT)))


def choose_rules(workspace: Workspace, name: str) -> Outcome[None]:
    """Let the shop go by another rule pack.

    Raises:
        NotFoundError: if there is no such pack.
    """
    if name not in packs.names(KIND):
        raise NotFoundError(message("ledger.error.no_rules"))
    title = str(rule_pack(name).title)
    outcome = set_setting(workspace, SETTING, name, label=message("ledger.undo.rules", name=title))
    return Outcome(None, outcome.label, outcome.areas, outcome.step_id)
