"""Texts come in the language in force, with placeholders and number forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopplanner.foundation import i18n, paths
from shopplanner.foundation.bilingual import Bilingual


@pytest.fixture(autouse=True)
def own_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small catalogue of its own, and the language put back afterwards."""
    english = {"room.plain": "Plain", "room.rows_one": "{n} row", "room.rows_other": "{n} rows", "room.hi": "Hi {name}"}
    chinese = {"room.plain": "普通", "room.rows_other": "{n} 行", "room.hi": "你好 {name}"}
    for language, entries in (("en", english), ("zh_CN", chinese)):
        folder = tmp_path / "translations" / language
        folder.mkdir(parents=True)
        (folder / "room.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    before = i18n.language()
    i18n.room.cache_clear()
    yield
    i18n.set_language(before)
    i18n.room.cache_clear()


def test_a_text_follows_the_language_in_force() -> None:
    i18n.set_language("en")
    assert i18n.text("room.plain") == "Plain"
    i18n.set_language("zh_CN")
    assert i18n.text("room.plain") == "普通"


def test_the_number_chooses_the_form_and_chinese_needs_one_form_only() -> None:
    i18n.set_language("en")
    assert [i18n.text("room.rows", n=n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    i18n.set_language("zh_CN")
    assert i18n.text("room.rows", n=1) == "1 行"


def test_a_number_may_fill_a_text_without_forms() -> None:
    i18n.set_language("en")
    assert i18n.text("room.hi", name="n", n=1) == "Hi n"


def test_the_pseudo_language_lengthens_english() -> None:
    i18n.set_language(i18n.PSEUDO)
    assert i18n.text("room.hi", name="Li Lei") == "[Hi Li Lei ~~~]"


def test_an_unknown_text_or_language_is_an_error() -> None:
    i18n.set_language("en")
    with pytest.raises(KeyError):
        i18n.text("room.unknown")
    with pytest.raises(KeyError):
        i18n.text("nowhere.at_all")
    with pytest.raises(ValueError, match="fr"):
        i18n.set_language("fr")


def test_asking_whether_a_text_exists_knows_both_number_forms() -> None:
    assert i18n.has_text("room.plain")
    assert i18n.has_text("room.rows")
    assert not i18n.has_text("room.other")


@pytest.mark.parametrize(("lang", "expected"), [("zh_CN.UTF-8", "zh_CN"), ("en_GB.UTF-8", "en"), ("de_DE", "en")])
def test_the_system_language_is_chinese_or_english(monkeypatch: pytest.MonkeyPatch, lang: str, expected: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    assert i18n.system_language() == expected


def test_a_bilingual_text_follows_the_language_in_force() -> None:
    both = Bilingual(en="Coupon", zh_CN="优惠券")
    i18n.set_language("en")
    assert str(both) == "Coupon"
    i18n.set_language("zh_CN")
    assert str(both) == "优惠券"
