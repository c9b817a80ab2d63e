"""Which stacking rules hold for a sale: those of its day and platform, or those that the shop has chosen."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from shopplanner.domain.changes import Outcome
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.offers import Profile
from shopplanner.domain.promotions.profile import problem_of
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.workspace import Workspace
from shopplanner.services.workspace_settings import get_setting, set_setting, setting_in
from shopplanner.storage.tables.core import ShopRow

KIND: Final = "profiles"
CHOICE: Final = "promotions.profile"
"""The setting that names a shop's own choice of rules; empty for those of the day and the platform."""
DATED: Final = "taobao"
"""How the ids of profiles begin that follow each other in time."""
GENERIC: Final = "generic-sequential"


@dataclass(frozen=True, kw_only=True)
class ProfileEntry(Profile):
    """A stacking profile as its pack holds it; ``inferred`` names flags that are not confirmed."""

    title: Bilingual
    valid_from: str
    inferred: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no engine could follow.

        Raises:
            ValueError: naming what is wrong; a pack with it does not load.
        """
        datetime.fromisoformat(self.valid_from)
        wrong = problem_of(self) or _not_flags(self.inferred)
        if wrong:
            raise ValueError(wrong)

    def as_profile(self, platform: str = "") -> ProfileEntry:
        """Return it as the engine's rules; with a platform, without the exclusions that hold on others only."""
        if not platform:
            return self
        held = tuple(each for each in self.exclusions if not each.platforms or platform in each.platforms)
        return replace(self, exclusions=held)


def _not_flags(names: tuple[str, ...]) -> str:
    """Return what is wrong with the names of flags that are not confirmed; empty if nothing is."""
    known = {each.name for each in fields(Profile)} - {"id"}
    return next((f"inferred: {name!r} is no flag" for name in names if name not in known), "")


def profiles() -> list[ProfileEntry]:
    """Return all stacking profiles, a person's own ones among them."""
    return [entry for pack in _packs() for entry in pack.entries]


def profile_header(profile_id: str) -> packs.PackHeader:
    """Return what a profile's pack says of its source, date and grade."""
    return next(pack.header for pack in _packs() if any(entry.id == profile_id for entry in pack.entries))


def _packs() -> list[packs.Pack[ProfileEntry]]:
    return [_read(name, *_stamp(packs.pack_file(KIND, name))) for name in packs.names(KIND)]


def _stamp(file: Path) -> tuple[str, int, int]:
    """Return what changes whenever a file does."""
    state = file.stat()
    return str(file), state.st_mtime_ns, state.st_size


@lru_cache(maxsize=64)
def _read(name: str, _file: str, _changed: int, _size: int) -> packs.Pack[ProfileEntry]:
    return packs.load(KIND, name, ProfileEntry)


def profile_at(moment: datetime, platform: str = "taobao") -> ProfileEntry:
    """Return the profile in force at a moment of sale, or the earliest; shops elsewhere take the generic one."""
    known = profiles()
    if platform not in {"taobao", "tmall"}:
        return next(entry for entry in known if entry.id == GENERIC)
    dated = sorted((entry for entry in known if entry.id.startswith(DATED)), key=lambda entry: entry.valid_from)
    begun = [entry for entry in dated if datetime.fromisoformat(entry.valid_from) <= moment]
    return (begun[-1] if begun else dated[0]).as_profile(platform)


def profile_in(session: Session, shop_id: int, moment: datetime, rules: str = "") -> ProfileEntry:
    """Return the profile for a shop at a moment of sale: the one it has chosen, else that of its platform.

    ``rules`` names another profile to try instead.
    """
    shop = session.get(ShopRow, shop_id)
    platform = shop.platform if shop else "taobao"
    chosen = rules or setting_in(session, shop_id, CHOICE, "")
    found = next((entry for entry in profiles() if entry.id == chosen), None) if chosen else None
    return found.as_profile(platform) if found else profile_at(moment, platform)


def chosen_profile(workspace: Workspace) -> str:
    """Return the id of the rules that the shop has chosen; empty if they go by day and platform."""
    return str(get_setting(workspace, CHOICE, ""))


def choose_profile(workspace: Workspace, profile_id: str) -> Outcome[None]:
    """Let a shop's sales go by one profile, or with an empty id by day and platform; one undoable step.

    Raises:
        NotFoundError: if there is no such profile.
    """
    if profile_id and all(entry.id != profile_id for entry in profiles()):
        raise NotFoundError(message("prices.error.profile_gone", profile=profile_id))
    return set_setting(workspace, CHOICE, profile_id, label=message("prices.undo.profile"))
