"""The room's packs: every one loads, ids are unique, both languages are there, rules point at fields that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from shopplanner.domain.positioning.shop_types import Need
from shopplanner.domain.positioning.worksheets import FieldKind, WorksheetField
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.positioning.definitions import KINDS, crowds, definition, shop_types

CHINESE = re.compile(r"[\u4e00-\u9fff]")
GRADES = {"A", "B", "C", "D", "M"}


def fields_of(kind: str) -> Iterator[WorksheetField]:
    """Yield all fields of a worksheet, those inside groups too."""
    for field in definition(kind).fields():
        yield field
        yield from field.fields


def test_every_worksheet_pack_is_a_view_of_the_room() -> None:
    assert packs.names("worksheets") == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_worksheet_says_where_it_comes_from(kind: str) -> None:
    defined = definition(kind)
    assert (defined.kind, defined.grade in GRADES) == (kind, True)
    assert defined.source
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", defined.version)


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_unique_and_neighbours_exist(kind: str) -> None:
    ids = [field.id for field in definition(kind).fields()]
    assert len(ids) == len(set(ids))
    assert {field.beside for field in definition(kind).fields()} - {""} <= set(ids)
    for field in definition(kind).fields():
        inner = [one.id for one in field.fields]
        assert len(inner) == len(set(inner))
        assert bool(inner) == (field.kind is FieldKind.GROUP)
        assert "." not in field.id


@pytest.mark.parametrize("kind", KINDS)
def test_choices_have_answers_and_required_fields_weight(kind: str) -> None:
    for field in fields_of(kind):
        assert bool(field.options) == (field.kind in (FieldKind.CHOICE, FieldKind.CHOICES)), field.id
        assert not field.required or field.weight > 0, field.id


def words_of(kind: str) -> Iterator[Bilingual]:
    """Yield every text of a worksheet."""
    for section in definition(kind).sections:
        yield from (one for one in (section.title, section.note) if one)
    for field in fields_of(kind):
        yield from (one for one in (field.name, field.help, field.example) if one)
        yield from (option.name for option in field.options)


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_are_there(kind: str) -> None:
    for words in words_of(kind):
        assert words.en
        assert not CHINESE.search(words.en)
        assert CHINESE.search(words.zh_CN) or re.fullmatch(r"[\d,、 ]+", words.zh_CN), words


def test_shop_types_ask_for_answers_that_the_worksheet_offers() -> None:
    form = definition("shop_type")
    for shop_type in shop_types().types:
        assert shop_type.source
        assert shop_type.grade in GRADES
        for condition in shop_type.conditions:
            field = form.field(condition.fact)
            assert field is not None, condition.fact
            assert {*condition.any_of} <= {option.id for option in field.options}
            assert bool(condition.any_of) != (condition.at_least is not None)
            assert condition.need is not Need.MUST or condition.lack is not None


def test_every_shop_type_can_be_chosen() -> None:
    target = definition("shop_type").field("target")
    assert target is not None
    assert [option.id for option in target.options] == [one.id for one in shop_types().types]


def test_crowds_have_names_and_traits() -> None:
    assert len(crowds()) == 8
    assert "新锐白领" in {crowd.name.zh_CN for crowd in crowds()}
    assert all(crowd.traits.en and crowd.traits.zh_CN for crowd in crowds())
