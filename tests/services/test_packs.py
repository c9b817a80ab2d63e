"""Every shipped pack fits its schema in both languages; own copies are checked, kept and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from shopplanner.domain.errors import InputError, NotFoundError
from shopplanner.foundation import packs as files
from shopplanner.services import packs
from shopplanner.services.metrics import definitions
from shopplanner.services.packs import EntryField, all_packs, pack_info

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SHIPPED = [(kind, name) for kind in files.kinds() for name in files.names(kind)]


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No test sees what another one kept in memory."""
    yield
    packs.forget()


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
def test_a_shipped_pack_fits_its_schema_and_says_where_it_comes_from(kind: str, name: str) -> None:
    found = pack_info(kind, name)
    assert found.error == ""
    assert found.entries
    assert not found.own
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", found.version), found.version
    assert found.source
    assert found.grade in {"A", "B", "C", "D", "M", "X"}


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
def test_a_shipped_pack_speaks_both_languages(kind: str, name: str) -> None:
    found = pack_info(kind, name)
    assert found.title.en.isascii() or not CHINESE.search(found.title.en)
    for entry in found.entries:
        for one in entry.fields:
            if one.zh:
                assert one.en.strip(), one.path
                assert not CHINESE.search(one.en) or kind in {"sample", "formats"}, (entry.id, one.path, one.en)


def test_every_kind_has_a_schema_but_the_sample_s_worksheets() -> None:
    without = {f"{kind}/{name}" for kind, name in SHIPPED if packs.schema_of(kind, name) is dict}
    assert without <= {"sample/worksheets"}


def test_an_entry_shows_its_values_by_path_and_takes_source_and_day_from_its_pack() -> None:
    found = pack_info("checks", "products")
    entry = next(one for one in found.entries if one.id == "products.margin_low")
    assert entry.title.en == "Low margin"
    assert entry.day == found.version
    assert EntryField("parameters[1].value", "20") in entry.fields
    assert EntryField("parameters[1].name", "Least margin", "最低毛利率") in entry.fields
    assert EntryField("grade", "B") in entry.fields
    plain = pack_info("personal", "columns").entries[0]
    assert plain.fields[0].path == "names"
    assert ", " in plain.fields[0].en


def test_a_copy_is_made_once_edited_and_taken_back() -> None:
    packs.make_copy("metrics", "trade")
    assert pack_info("metrics", "trade").own
    text = packs.pack_text("metrics", "trade")
    packs.save_copy("metrics", "trade", text.replace('en = "Paid amount"', 'en = "Turnover"'))
    packs.make_copy("metrics", "trade")
    assert definitions.metric("paid_amount").name.en == "Turnover"
    assert "Turnover" in packs.revert("metrics", "trade")
    assert definitions.metric("paid_amount").name.en == "Paid amount"
    assert not pack_info("metrics", "trade").own


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda text: text.replace('severity = "warning"', 'severity = "bad"', 1), "Invalid enum value"),
        (lambda text: text.replace("value = 20", 'value = "20"'), "Expected `int`"),
        (lambda text: text + "\n[[", "end of document"),
        (lambda text: text.replace('kind = "checks"', 'kind = "metrics"'), "kind"),
    ],
)
def test_a_text_that_does_not_fit_is_not_stored(spoil: object, reason: str) -> None:
    assert callable(spoil)
    spoilt = spoil(packs.pack_text("checks", "products"))
    assert reason in packs.problem_of("checks", "products", spoilt)
    with pytest.raises(InputError) as caught:
        packs.save_copy("checks", "products", spoilt)
    assert reason in str(caught.value.what.params["reason"])
    assert not pack_info("checks", "products").own
    assert packs.problem_of("checks", "products", packs.pack_text("checks", "products")) == ""


def test_an_own_pack_that_cannot_be_read_is_listed_with_its_error() -> None:
    for kind, name, body in (
        ("checks", "products", "[pack"),
        ("own_kind", "mine", '[pack]\nid = "mine"\n[[entries]]\nid = "x"\nname = "only"'),
        ("festivals", "odd", "entries = 3"),
    ):
        folder = files.user_folder() / kind
        folder.mkdir(parents=True)
        (folder / f"{name}.toml").write_text(body, encoding="utf-8")
    found = {pack.key: pack for pack in all_packs()}
    assert all(found[key].error for key in ("checks/products", "own_kind/mine", "festivals/odd"))
    mine = found["own_kind/mine"]
    assert (mine.own, mine.shipped, str(mine.title), str(mine.entries[0].title)) == (True, False, "mine", "only")
    assert found["checks/promotions"].error == ""


def test_a_pack_without_a_copy_cannot_be_taken_back_nor_a_missing_one_read() -> None:
    with pytest.raises(NotFoundError):
        packs.revert("checks", "products")
    with pytest.raises(NotFoundError):
        packs.pack_text("checks", "nothing")


def test_a_folder_that_cannot_be_written_is_said() -> None:
    files.user_folder().write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        packs.make_copy("checks", "products")
    assert "packs" in str(caught.value.what.params["path"])
