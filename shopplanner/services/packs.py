"""All rule packs: what they hold, whether they fit their schema, and a person's own copies of them."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from shopplanner.domain.errors import InputError, NotFoundError
from shopplanner.domain.messages import message
from shopplanner.foundation import files, packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.metrics import definitions, mapping_fields
from shopplanner.services.promotions import almanac

SCHEMAS: Final[Mapping[str, str]] = {
    "channel_cards": "shopplanner.services.promotions.papers.ads_brief:ChannelCard",
    "checks": "shopplanner.domain.checks:Description",
    "crowds": "shopplanner.services.positioning.definitions:Crowd",
    "factors": "shopplanner.services.promotions.festivals:Factor",
    "festival_days": "shopplanner.services.promotions.festivals:FestivalDays",
    "festivals": "shopplanner.services.promotions.festivals:Festival",
    "formats": "shopplanner.interchange.formats:Format",
    "holidays": "shopplanner.services.promotions.almanac:HolidaySpan",
    "metrics": "shopplanner.domain.metrics.definitions:Metric",
    "metrics/sources": "shopplanner.services.metrics.definitions:Source",
    "papers": "shopplanner.services.promotions.papers.fields:PaperField",
    "personal": "shopplanner.interchange.formats:PersonalColumns",
    "product_columns": "shopplanner.services.products.vocabulary:ColumnNames",
    "prohibited_words": "shopplanner.domain.word_scan:WordRule",
    "price_rules": "shopplanner.services.promotions.price_rules:PriceRule",
    "profiles": "shopplanner.services.promotions.stacking:ProfileEntry",
    "propagation": "shopplanner.domain.promotions.propagation:Spread",
    "readiness": "shopplanner.services.promotions.gate:ItemTemplate",
    "promotion_templates": "shopplanner.services.promotions.templates:Template",
    "role_mix": "shopplanner.services.products.layout:PresetShare",
    "routines": "shopplanner.services.promotions.routines:Routine",
    "sample/catalogue": "shopplanner.services.sample_shop.catalogue:Item",
    "sample/keywords": "shopplanner.services.sample_shop.market:Word",
    "shop_types": "shopplanner.domain.positioning.shop_types:ShopType",
    "task_templates": "shopplanner.services.promotions.tasks:TaskTemplate",
    "tool_names": "shopplanner.services.promotions.platform_tools:ToolFamily",
    "worksheets": "shopplanner.domain.positioning.worksheets:Section",
}
"""The schema of each kind of pack, or of one pack of a kind; a pack without one needs a header and any tables."""

TITLES: Final = ("title", "name")
SCALARS: Final = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class EntryField:
    """A value of an entry by its path; ``zh`` is empty where the value is the same in both languages."""

    path: str
    en: str
    zh: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a pack as it is read: its own source, day and grade, or the pack's."""

    id: str
    title: Bilingual
    source: Bilingual
    day: str
    grade: str
    fields: tuple[EntryField, ...]


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A pack in force.

    Attributes:
        own: whether a person's own copy is in force, or would be if it fitted.
        shipped: whether there is a shipped one to go back to.
        error: why it cannot be read or does not fit its schema; empty if it does.
    """

    kind: str
    name: str
    title: Bilingual
    version: str
    source: str
    grade: str
    note: Bilingual | None
    entries: tuple[Entry, ...]
    own: bool
    shipped: bool
    error: str = ""

    @property
    def key(self) -> str:
        """What it is called in a place: ``checks/products``."""
        return f"{self.kind}/{self.name}"


def all_packs() -> tuple[PackInfo, ...]:
    """Return every pack by kind and name; one that cannot be read says why."""
    return tuple(pack_info(kind, name) for kind in _kinds() for name in packs.names(kind))


def pack_info(kind: str, name: str) -> PackInfo:
    """Return one pack, its own copy where there is one."""
    file = packs.pack_file(kind, name)
    shipped = packs.shipped_file(kind, name)
    own, error = file != shipped, ""
    content: dict[str, Any] = {}
    try:
        content = packs.read(file)
        packs.parse(content, file, schema_of(kind, name))
    except packs.PackError as failure:
        error = failure.reason
    head = content.get("pack", {})
    return PackInfo(
        kind,
        name,
        _bilingual(head.get("title"), name),
        str(head.get("version", "")),
        str(head.get("source", "")),
        str(head.get("grade", "")),
        _bilingual(head["note"], "") if "note" in head else None,
        tuple(_entries(content, head)),
        own,
        shipped.is_file(),
        error,
    )


def schema_of(kind: str, name: str) -> type[Any]:
    """Return the frozen dataclass that a pack's entries must fit; any table where there is none."""
    spec = SCHEMAS.get(f"{kind}/{name}") or SCHEMAS.get(kind)
    if spec is None:
        return dict
    module, _, cls = spec.partition(":")
    found: type[Any] = getattr(importlib.import_module(module), cls)
    return found


def pack_text(kind: str, name: str) -> str:
    """Return the text of the pack in force.

    Raises:
        NotFoundError: if there is no such pack, or it cannot be read.
    """
    try:
        return packs.pack_file(kind, name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFoundError(message("packs.error.gone", pack=f"{kind}/{name}")) from error


def problem_of(kind: str, name: str, text: str) -> str:
    """Return why a text cannot be this pack; empty if it can."""
    file = packs.pack_file(kind, name)
    try:
        pack = packs.parse(tomllib.loads(text), file, schema_of(kind, name))
    except tomllib.TOMLDecodeError as error:
        return str(error)
    except packs.PackError as error:
        return error.reason
    if pack.header.kind != kind:
        return f"kind = {pack.header.kind!r}"
    return ""


def make_copy(kind: str, name: str) -> None:
    """Copy the shipped pack to a person's own folder, where it can be edited; an own copy is left as it is.

    Raises:
        NotFoundError: if there is no such pack.
        InputError: if the folder cannot be written.
    """
    if packs.pack_file(kind, name) == packs.shipped_file(kind, name):
        _write(kind, name, pack_text(kind, name))


def save_copy(kind: str, name: str, text: str) -> None:
    """Store a person's own copy, which is in force at once.

    Raises:
        InputError: if the text does not fit the pack's schema, or the folder cannot be written; nothing is stored.
    """
    problem = problem_of(kind, name, text)
    if problem:
        raise InputError(message("packs.error.invalid", reason=problem), message("packs.error.invalid_hint"))
    _write(kind, name, text)


def revert(kind: str, name: str) -> str:
    """Take a person's own copy away, so that the shipped pack is in force again; return what stood in it.

    Raises:
        NotFoundError: if there is no own copy, or no shipped pack to go back to.
    """
    file, shipped = packs.pack_file(kind, name), packs.shipped_file(kind, name)
    if file == shipped or not shipped.is_file():
        raise NotFoundError(message("packs.error.no_copy"))
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
        file.unlink()
    except OSError as error:
        raise InputError(message("packs.error.folder", path=str(file.parent))) from error
    forget()
    return text


def forget() -> None:
    """Have every pack read anew that a room keeps in memory."""
    definitions.forget()
    mapping_fields.forget()
    almanac.forget()


def _kinds() -> list[str]:
    """Return the kinds of packs, shipped and of a person's own."""
    own = packs.user_folder()
    mine = [folder.name for folder in own.iterdir() if folder.is_dir()] if own.is_dir() else []
    return sorted({*packs.kinds(), *mine})


def _write(kind: str, name: str, text: str) -> None:
    folder = packs.user_folder() / kind
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.write_text(folder / f"{name}.toml", text)
    except OSError as error:
        raise InputError(message("packs.error.folder", path=str(folder))) from error
    forget()


def _entries(content: Mapping[str, Any], head: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield a pack's entries as they can be shown, even where they do not fit."""
    found = content.get("entries", [])
    for number, raw in enumerate(found if isinstance(found, list) else []):
        if isinstance(raw, dict):
            yield _entry(raw, head, number)


def _entry(raw: Mapping[str, Any], head: Mapping[str, Any], number: int) -> Entry:
    fields = tuple(_fields(raw))
    fallback = str(raw.get("id") or next((one.en for one in fields), number + 1))
    title = next((_bilingual(raw[key], fallback) for key in TITLES if key in raw), Bilingual(fallback, fallback))
    source = _bilingual(raw.get("source", head.get("source")), "")
    day = raw.get("valid_from") or raw.get("date") or head.get("version", "")
    return Entry(str(raw.get("id", "")), title, source, str(day), str(raw.get("grade", head.get("grade", ""))), fields)


def _fields(raw: Mapping[str, Any], before: str = "") -> Iterator[EntryField]:
    """Yield all values of a table by their paths, texts in both languages together."""
    for key, value in raw.items():
        path = f"{before}{key}"
        if _is_bilingual(value):
            yield EntryField(path, str(value["en"]), str(value["zh_CN"]))
        elif isinstance(value, dict):
            yield from _fields(value, f"{path}.")
        elif isinstance(value, list):
            yield from _list(value, path)
        else:
            yield EntryField(path, str(value))


def _list(values: Sequence[Any], path: str) -> Iterator[EntryField]:
    """Yield a list: plain values in one line, tables one after the other."""
    plain = [str(value) for value in values if isinstance(value, SCALARS)]
    if plain:
        yield EntryField(path, ", ".join(plain))
    for number, value in enumerate(values, 1):
        if isinstance(value, dict):
            yield from _fields(value, f"{path}[{number}].")


def _is_bilingual(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"en", "zh_CN"}


def _bilingual(value: object, fallback: str) -> Bilingual:
    """Return a text in both languages, whatever stands in the file."""
    if isinstance(value, dict):
        return Bilingual(str(value.get("en", fallback)), str(value.get("zh_CN", value.get("en", fallback))))
    return Bilingual(str(value or fallback), str(value or fallback))
