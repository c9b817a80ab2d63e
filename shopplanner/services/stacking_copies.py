"""A person's own stacking rules: a copy of a profile under a name of its own, to be edited among the rule packs."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import Final

from shopplanner.domain.errors import InputError, NotFoundError
from shopplanner.domain.messages import message
from shopplanner.foundation import packs
from shopplanner.foundation.i18n import text
from shopplanner.services.packs import pack_text, save_copy
from shopplanner.services.promotions.stacking import DATED, KIND, profiles

ID: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


def copy_profile(source: str, new_id: str, title: str) -> str:
    """Copy a profile under another id and title into a person's own packs, and return the id.

    The copy is in force for shops that choose it, so it may not be called like the dated ones; it is checked like
    every pack.

    Raises:
        NotFoundError: if there is no such profile.
        InputError: if the id is no short lower-case name of its own or is taken, or the folder cannot be written.
    """
    if not ID.fullmatch(new_id) or new_id.startswith(DATED):
        raise InputError(message("prices.error.profile_id"), message("prices.error.profile_id_hint"))
    if new_id in packs.names(KIND) or any(entry.id == new_id for entry in profiles()):
        raise InputError(message("prices.error.profile_taken", profile=new_id))
    name = next((name for name in packs.names(KIND) if name == source), None)
    if name is None:
        raise NotFoundError(message("prices.error.profile_gone", profile=source))
    words = json.dumps(title.strip() or new_id, ensure_ascii=False)
    content = re.sub(r'^id = ".*"$', f'id = "{new_id}"', pack_text(KIND, name), flags=re.MULTILINE)
    content = re.sub(
        r"^title = .*$", lambda _found: f"title = {{ en = {words}, zh_CN = {words} }}", content, flags=re.MULTILINE
    )
    save_copy(KIND, new_id, content)
    return new_id


def copy_for_editing(source: str) -> str:
    """Copy a profile under the next free name of a person's own, and return the copy's id.

    Raises:
        NotFoundError: if there is no such profile.
        InputError: if the folder cannot be written.
    """
    titles = {entry.id: str(entry.title) for entry in profiles()}
    taken = {*titles, *packs.names(KIND)}
    number = next(number for number in count(1) if f"own-{number}" not in taken)
    return copy_profile(source, f"own-{number}", text("prices.rules.copy_of", title=titles.get(source, source)))
