"""Worksheets: completeness, what is missing, what a field can hold, and two side by side."""

from __future__ import annotations

import pytest

from shopplanner.domain.positioning.worksheets import (
    Definition,
    FieldKind,
    Filled,
    Key,
    Option,
    Section,
    Value,
    WorksheetField,
    check,
    compare,
    completeness,
    entries,
    entry,
    figure_of,
    is_empty,
    missing,
    plain,
    text_of,
)
from shopplanner.foundation.bilingual import Bilingual

WORDS = Bilingual("x", "甲")


def field(name: str, kind: FieldKind = FieldKind.TEXT, **more: object) -> WorksheetField:
    """Return a field."""
    return WorksheetField(name, WORDS, kind, **more)  # type: ignore[arg-type]  # passed on as given


def sheet(*fields: WorksheetField) -> Definition:
    """Return a worksheet of one section."""
    return Definition("test", WORDS, (Section("one", WORDS, fields),))


def filled(**values: Value) -> dict[Key, Filled]:
    """Return values; a double stroke stands for the dot and the number of the entry: ``rivals__name__1``."""
    found = {}
    for name, value in values.items():
        group, _, rest = name.partition("__")
        inner, _, item = rest.partition("__")
        found[(f"{group}.{inner}" if inner else group, int(item or 0))] = Filled(value)
    return found


RIVALS = field(
    "rivals",
    FieldKind.GROUP,
    required=True,
    weight=3,
    at_least=2,
    fields=(field("name", required=True), field("price", FieldKind.MONEY)),
)


def test_completeness_goes_by_weight() -> None:
    form = sheet(field("a", weight=3), field("b"), field("note", weight=0))
    assert completeness(form, filled(a="x")) == 7500
    assert completeness(form, filled(a="  ", note="x")) == 0
    assert completeness(form, filled(a="x", b="y")) == 10_000
    assert completeness(sheet(), {}) == 10_000


def test_a_group_counts_by_its_full_entries() -> None:
    form = sheet(RIVALS, field("a"))
    assert completeness(form, filled(rivals__name__0="白茶")) == 3750
    assert completeness(form, filled(rivals__name__0="白茶", rivals__price__1=990)) == 3750
    assert completeness(form, filled(rivals__name__0="白茶", rivals__name__1="浴见", rivals__name__2="丙")) == 7500


def test_a_group_without_required_fields_counts_by_its_first() -> None:
    form = sheet(field("g", FieldKind.GROUP, fields=(field("name"), field("more"))))
    assert completeness(form, filled(g__more__0="x")) == 0
    assert completeness(form, filled(g__name__0="x")) == 10_000


def test_required_fields_that_are_empty_are_named() -> None:
    form = sheet(field("a", required=True), RIVALS, field("b"))
    assert [one.id for one in missing(form, filled(rivals__name__0="白茶"))] == ["a", "rivals"]


def test_fields_are_found_by_path() -> None:
    form = sheet(RIVALS, field("a"))
    assert form.field("rivals.price") is RIVALS.fields[1]
    assert form.field("a") is not None
    assert form.field("gone") is None
    assert form.field("rivals.gone") is None
    assert form.section("one").fields[0] is RIVALS


def test_values_are_read_by_kind() -> None:
    values = filled(a=" x ", n=5, yes=True, g__name__1="乙", g__name__0="甲")
    assert text_of(values, "a") == "x"
    assert text_of(values, "n") == ""
    assert figure_of(values, "n") == 5
    assert figure_of(values, "yes") is None
    assert plain(values, "gone") is None
    assert entries(values, "g") == 2
    assert entry(values, "g", 1) == {"name": "乙"}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FieldKind.TEXT, "x", 5),
        (FieldKind.LONG_TEXT, "", ["x"]),
        (FieldKind.CHECK, True, 1),
        (FieldKind.CHOICE, "one", "gone"),
        (FieldKind.CHOICES, ["one"], ["one", "gone"]),
        (FieldKind.RATING, 5, 6),
        (FieldKind.NUMBER, -3, "3"),
        (FieldKind.MONEY, 990, True),
        (FieldKind.PERCENT, 0, 0.5),
        (FieldKind.DATE, "2026-11-24", "24.11."),
        (FieldKind.LIST, ["a", "b"], "a"),
    ],
)
def test_a_field_holds_only_its_kind_of_value(kind: FieldKind, good: Value, bad: Value) -> None:
    one = field("a", kind, options=(Option("one", WORDS),))
    assert check(one, good)
    assert not check(one, bad)


def test_a_group_holds_entries_and_no_value() -> None:
    assert not check(RIVALS, "x")


@pytest.mark.parametrize("value", ["", "  ", [], False, None])
def test_these_say_nothing(value: Value | None) -> None:
    assert is_empty(value)


def test_zero_says_something() -> None:
    assert not is_empty(0)


def test_figures_carry_evidence_unless_they_only_set_the_page() -> None:
    assert field("a", FieldKind.MONEY).has_evidence
    assert not field("a", FieldKind.NUMBER, weight=0).has_evidence
    assert not field("a").has_evidence
    assert field("a", evidence=True).has_evidence


def test_two_worksheets_side_by_side() -> None:
    form = sheet(field("a"), field("b"), field("c"), RIVALS)
    first = filled(a="x", b="y", rivals__name__0="白茶", rivals__name__1="浴见", rivals__price__1=6500)
    second = filled(a="x", b="z", rivals__name__0="浴见", rivals__price__0=6000, rivals__name__1="一沐")
    found = compare(form, first, second)
    assert [(one.path, one.entry, one.same) for one in found] == [
        ("a", "", True),
        ("b", "", False),
        ("rivals.name", "白茶", False),
        ("rivals.name", "浴见", True),
        ("rivals.price", "浴见", False),
        ("rivals.name", "一沐", False),
    ]


def test_entries_of_one_name_are_told_apart() -> None:
    first = filled(rivals__name__0="白茶", rivals__name__1="白茶", rivals__price__2=1)
    assert [one.entry for one in compare(sheet(RIVALS), first, {})] == ["白茶", "白茶 2", "3"]
