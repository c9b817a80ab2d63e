"""How well typed words fit a name: whole beginnings first, then inner parts, then letters in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

T = TypeVar("T")
START: Final = 100
WORD_START: Final = 80
INSIDE: Final = 60
SCATTERED: Final = 20


def score(typed: str, name: str) -> int:
    """Return how well ``typed`` fits ``name``; 0 if it does not, shorter names first among equals."""
    words = typed.casefold().split()
    target = name.casefold()
    parts = [_word_score(word, target) for word in words]
    if not all(parts):
        return 0
    return sum(parts) * 10 // max(1, len(parts)) - min(len(target), 9) if parts else 1


def best(typed: str, items: Iterable[T], name: Callable[[T], str], limit: int = 30) -> list[T]:
    """Return the items that fit, best first; all in their own order where nothing was typed."""
    scored = [(score(typed, name(item)), item) for item in items]
    fitting = [pair for pair in scored if pair[0] > 0]
    if typed.strip():
        fitting.sort(key=lambda pair: -pair[0])
    return [item for _, item in fitting[:limit]]


def _word_score(word: str, target: str) -> int:
    place = target.find(word)
    if place == 0:
        return START
    if place > 0:
        return INSIDE if target[place - 1].isalnum() and target[place].isascii() else WORD_START
    return SCATTERED if len(word) > 1 and _in_order(word, target) else 0


def _in_order(word: str, target: str) -> bool:
    letters = iter(target)
    return all(letter in letters for letter in word)
