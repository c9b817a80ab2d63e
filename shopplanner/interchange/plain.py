"""Texts as files of other programs may hold them."""

from __future__ import annotations

from typing import Final

UNWRITABLE: Final = dict.fromkeys([*range(9), *range(11, 32), 0x7F, 0xFFFE, 0xFFFF])
"""Controls and what is no character: neither XML nor calendars may have them."""


def plain(words: str) -> str:
    """Return a text with plain line breaks and without other controls, which come in with what people paste.

    A break by hand, as word processors copy it (a vertical tab), is a line break, too.
    Source: XML 1.0, 2.2 (characters), and RFC 5545, 3.3.11 (texts).
    """
    broken = words.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    return broken.translate(UNWRITABLE)
