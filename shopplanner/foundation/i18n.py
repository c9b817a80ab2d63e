"""Texts by id in the chosen language, from ``resources/translations/<language>/<room>.json``.

A text id starts with its room: ``promotions.calendar.title`` is found in ``promotions.json``. Placeholders are
``{name}``. Where the language needs it, a text has the forms ``id_one`` and ``id_other``, chosen by the
placeholder ``n``. A room is read when its first text is asked for, so that a start reads only what it shows.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Final

from shopplanner.foundation import paths

LANGUAGES: Final = ("zh_CN", "en")
PSEUDO: Final = "pseudo"
"""A made-up language that lengthens every English text, to find layouts that cannot grow."""


class _State:
    """The language in force; one for the whole process, as the window shows one language at a time."""

    language: str = "en"


def set_language(language: str) -> None:
    """Choose the language of all later texts; one of ``LANGUAGES`` or ``PSEUDO``."""
    if language not in (*LANGUAGES, PSEUDO):
        raise ValueError(language)
    _State.language = language


def language() -> str:
    """Return the language in force."""
    return _State.language


def system_language() -> str:
    """Return ``zh_CN`` where the system speaks any Chinese, else ``en``."""
    candidates = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    spoken = next((value for value in candidates if value and not value.startswith(("C", "POSIX"))), "")
    if not any(candidates):
        import locale

        spoken = locale.getlocale()[0] or ""
    return "zh_CN" if spoken.lower().startswith(("zh", "chinese")) else "en"


@cache
def room(chosen: str, name: str) -> dict[str, str]:
    """Return every text of one room in one language; empty if there is no such room."""
    file = paths.resources() / "translations" / chosen / f"{name}.json"
    if not file.is_file():
        return {}
    texts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return texts


def text(text_id: str, /, **values: object) -> str:
    """Return the text ``text_id`` in the language in force with ``values`` filled in.

    Raises:
        KeyError: if there is no such text; the translation check finds this before a person does.
    """
    chosen = _State.language
    source = "en" if chosen == PSEUDO else chosen
    template = _template(room(source, text_id.partition(".")[0]), text_id, values.get("n"))
    worded = template.format(**values) if values else template
    return f"[{worded} {'~' * (len(worded) // 3)}]" if chosen == PSEUDO else worded


def has_text(text_id: str) -> bool:
    """Return whether the text exists in English, in either number form."""
    texts = room("en", text_id.partition(".")[0])
    return text_id in texts or f"{text_id}_other" in texts


def _template(texts: dict[str, str], text_id: str, number: object) -> str:
    """Return the raw text, in the number form that ``number`` asks for."""
    if number is not None:
        form = f"{text_id}_one" if number == 1 else f"{text_id}_other"
        if form in texts:
            return texts[form]
        if f"{text_id}_other" in texts:
            return texts[f"{text_id}_other"]
    return texts[text_id]
