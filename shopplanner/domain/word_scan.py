"""Finding words in a text that advertising rules forbid or that need a proof; a warning, never a legal verdict."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shopplanner.foundation.bilingual import Bilingual


@dataclass(frozen=True)
class WordRule:
    """A family of words.

    Attributes:
        words: what is looked for; letters of any case and width count as the same.
        unless: longer expressions in which a word is meant otherwise, such as 第一步 for 第一.
        severity: ``bad`` for what is forbidden, ``warn`` for what needs a proof.
        advice: what to write instead.
    """

    id: str
    title: Bilingual
    words: tuple[str, ...]
    advice: Bilingual
    severity: str = "warn"
    unless: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Hit:
    """A word found in a text, from ``start`` to before ``end``."""

    start: int
    end: int
    word: str
    rule: WordRule


def scan(text: str, rules: Sequence[WordRule]) -> list[Hit]:
    """Return the words found, in order; where several overlap the longest counts, then the earlier rule."""
    plain = folded(text)
    found = [hit for rule in rules for hit in _hits(text, plain, rule)]
    found.sort(key=lambda hit: (-(hit.end - hit.start), hit.start))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def folded(text: str) -> str:
    """Return a text with letters in one case and width, as many letters as before."""
    letters = (unicodedata.normalize("NFKC", letter).casefold() for letter in text)
    return "".join(made if len(made) == 1 else letter for made, letter in zip(letters, text, strict=True))


def _hits(text: str, plain: str, rule: WordRule) -> Iterable[Hit]:
    allowed = [span for words in rule.unless for span in _spans(plain, _kept(words))]
    for word in rule.words:
        for start, end in _spans(plain, _kept(word)):
            if not any(first <= start and end <= last for first, last in allowed):
                yield Hit(start, end, text[start:end], rule)


_kept = lru_cache(maxsize=4096)(folded)
"""The same for words of rules, which thousands of titles are held against."""


def _spans(plain: str, word: str) -> Iterable[tuple[int, int]]:
    at = plain.find(word)
    while word and at >= 0:
        if _whole(plain, at, at + len(word)):
            yield at, at + len(word)
        at = plain.find(word, at + 1)


def _whole(plain: str, start: int, end: int) -> bool:
    """Whether a word of Latin letters stands by itself, so that ``best`` is not found in ``bestow``."""
    if not plain[start].isascii():
        return True
    before, after = plain[start - 1 : start], plain[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
