"""Both languages are complete, agree with each other, and hold exactly what the program says."""

from __future__ import annotations

import json
import re

import pytest

from shopplanner.foundation import i18n, paths
from tests import texts

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_room_is_a_flat_sorted_file_whose_ids_bear_its_name(language: str) -> None:
    for file in (paths.resources() / "translations" / language).glob("*.json"):
        entries = json.loads(file.read_text(encoding="utf-8"))
        assert all(text_id.startswith(f"{file.stem}.") for text_id in entries), file
        assert all(isinstance(value, str) and value for value in entries.values()), file
        assert list(entries) == sorted(entries), f"{language}/{file.name} is not sorted"


def test_chinese_has_every_english_text_and_no_other() -> None:
    english = {texts.base_id(text_id) for text_id in texts.catalogue("en")}
    chinese = {texts.base_id(text_id) for text_id in texts.catalogue("zh_CN")}
    assert sorted(english - chinese) == []
    assert sorted(chinese - english) == []


def test_placeholders_agree_between_the_languages() -> None:
    chinese = texts.catalogue("zh_CN")
    for text_id, template in texts.catalogue("en").items():
        other = (
            chinese.get(text_id) or chinese.get(texts.base_id(text_id)) or chinese[f"{texts.base_id(text_id)}_other"]
        )
        missing = texts.placeholders(template) ^ texts.placeholders(other)
        assert missing <= {"n"} if text_id.endswith("_one") else not missing, text_id


def test_no_text_begins_or_ends_with_a_blank() -> None:
    for language in i18n.LANGUAGES:
        for text_id, template in texts.catalogue(language).items():
            assert template == template.strip(), text_id


def test_english_apostrophes_are_the_plain_ones() -> None:
    curly = [text_id for text_id, template in texts.catalogue("en").items() if "’" in template]
    assert curly == [], "many Chinese fonts draw the curly one as wide as a character"


def test_chinese_is_written_in_chinese() -> None:
    english = texts.catalogue("en")
    same = [
        text_id
        for text_id, template in texts.catalogue("zh_CN").items()
        if not CHINESE.search(template)
        and english.get(text_id) != template
        and re.search("[A-Za-z]{4}", texts.without_placeholders(template))
    ]
    assert same == ["shell.status.language"]  # the other language is named in its own words


def test_every_text_that_the_program_asks_for_exists() -> None:
    missing = sorted(text_id for text_id in texts.worded() if not i18n.has_text(text_id))
    assert missing == []


def test_no_text_is_left_over() -> None:
    whole, begun = texts.asked_for()
    unused = [
        text_id
        for text_id in texts.catalogue("en")
        if not {texts.base_id(text_id), text_id.removesuffix("_hint")} & whole
        and not any(text_id.startswith(start) for start in begun)
    ]
    assert unused == []
