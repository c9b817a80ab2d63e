"""A text in both languages, as packs carry it."""

from __future__ import annotations

from dataclasses import dataclass

from shopplanner.foundation import i18n


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A pack's text in English and Chinese."""

    en: str
    zh_CN: str

    def __str__(self) -> str:
        """Return the text in the language in force."""
        return self.zh_CN if i18n.language() == "zh_CN" else self.en
