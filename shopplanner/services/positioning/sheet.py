"""The positioning sheet: what all worksheets come to, on one page, and as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from shopplanner.domain.errors import CannotWriteError
from shopplanner.domain.messages import Message, message
from shopplanner.domain.positioning.worksheets import (
    Confidence,
    FieldKind,
    Filled,
    Section,
    Value,
    WorksheetField,
    entries,
    is_empty,
    plain,
    text_of,
)
from shopplanner.foundation.i18n import text
from shopplanner.interchange.table_workbook import Table, TableColumn, write_workbook
from shopplanner.services import wording
from shopplanner.services.positioning import prices, segments, worksheets
from shopplanner.services.positioning.definitions import KINDS
from shopplanner.services.positioning.wording import worded
from shopplanner.services.positioning.worksheets import Sheet
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow

BLANK: Final = "＿＿"
UNSHOWN: Final = frozenset({"table", "method", "count", "edges", "band_low", "band_high", "statement"})
"""Fields that say how a page is set, or that stand elsewhere on the sheet."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: label and worded value, where it comes from, and a remark that stands beside it."""

    label: str
    value: str
    note: str = ""
    source: str = ""
    as_of: date | None = None
    confidence: Confidence = Confidence.UNKNOWN


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the sheet: the lines of a section that has something to say."""

    kind: str
    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One of the few figures at the head of the sheet."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PositioningSheet:
    """Everything on the one page.

    Attributes:
        statement: the sentence in the person's own words, else the one put together from the worksheets.
        completeness: over all worksheets, in basis points.
    """

    shop: str
    day: date
    statement: str
    completeness: int
    facets: tuple[Facet, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement worksheet with the sentence that follows from all worksheets, and what fills its blanks."""

    sheet: Sheet
    suggestion: Message
    borrowed: dict[str, str]


def positioning_sheet(workspace: Workspace) -> PositioningSheet:
    """Return what the chosen worksheets come to, in the language in force."""
    sheets = {kind: worksheets.sheet(workspace, kind) for kind in KINDS}
    with workspace.read() as session:
        shop = session.get_one(ShopRow, workspace.shop_id).name
    own = text_of(sheets["statement"].values, "statement")
    done = [one.completeness for one in sheets.values()]
    return PositioningSheet(
        shop=shop,
        day=workspace.clock.today(),
        statement=own or wording.render(_suggest(_parts(sheets))),
        completeness=sum(done) // len(done),
        facets=tuple(_facets(workspace, sheets)),
        blocks=tuple(block for kind in KINDS for block in sheet_blocks(sheets[kind])),
    )


def statement(workspace: Workspace, sheet_id: int = 0) -> Statement:
    """Return a statement worksheet with the sentence that it and the other worksheets suggest."""
    sheets = {kind: worksheets.sheet(workspace, kind) for kind in KINDS}
    sheets["statement"] = worksheets.sheet(workspace, "statement", sheet_id)
    return Statement(sheets["statement"], _suggest(_parts(sheets)), _borrowed(sheets))


def export_workbook(workspace: Workspace, path: Path) -> None:
    """Write the positioning sheet as an Excel workbook: one page to read, and all values with their sources.

    Raises:
        CannotWriteError: if the system refuses.
    """
    found = positioning_sheet(workspace)
    try:
        write_workbook(path, [_overview(found), _values(found), *_market_tables(workspace)])
    except OSError as error:
        raise CannotWriteError(path, error) from error


def _parts(sheets: dict[str, Sheet]) -> dict[str, str]:
    """Return the parts of the sentence: what the statement worksheet says, else what the others say."""
    values = sheets["statement"].values
    borrowed = _borrowed(sheets)
    return {
        part: text_of(values, part) or borrowed.get(part, "")
        for part in ("for_whom", "category", "benefit", "reason", "against")
    }


def _borrowed(sheets: dict[str, Sheet]) -> dict[str, str]:
    start, audience = sheets["start"].values, sheets["audience"].values
    statement_values = sheets["statement"].values
    rivals = [text_of(statement_values, "rivals.name", item) for item in range(entries(statement_values, "rivals"))]
    found = {
        "for_whom": text_of(audience, "chosen") or text_of(start, "buyer"),
        "category": text_of(start, "product"),
        "reason": text_of(start, "advantage"),
        "against": wording.listed(name for name in rivals if name),
    }
    return {part: words for part, words in found.items() if words}


def _suggest(parts: dict[str, str]) -> Message:
    """Return the sentence; parts that are needed and missing stay blank, others are left out."""
    known = {part: words.rstrip("。.；; ") or BLANK for part, words in parts.items()}
    if parts["against"]:
        return message("positioning.sentence.against", **known)
    return message("positioning.sentence.plain", **known)


def _facets(workspace: Workspace, sheets: dict[str, Sheet]) -> Iterator[Facet]:
    target = sheets["shop_type"].values.get(("target", 0))
    field = sheets["shop_type"].definition.field("target")
    if target is not None and field is not None:
        yield Facet(text("positioning.facet.shop_type"), worded(field, target.value))
    audience = segments.audience(workspace)
    if audience.chosen:
        score = next((one.score for one in audience.ranked if one.segment.name == audience.chosen), None)
        note = text("positioning.facet.score", score=f"{float(score):.2f}") if score is not None else ""
        yield Facet(text("positioning.facet.segment"), audience.chosen, note)
    tier = prices.price_tier(workspace)
    low, high = (plain(tier.sheet.values, name) for name in ("band_low", "band_high"))
    if isinstance(low, int) and isinstance(high, int):
        yield Facet(text("positioning.facet.band"), span(low, high), _band_note(tier, low, high))


def _band_note(tier: prices.PriceTier, low: int, high: int) -> str:
    touched = tier.market.band_of(low, high) if tier.market else ()
    band = tier.market.bands[touched[0]] if tier.market and len(touched) == 1 else None
    if band is None or band.supply_demand is None or band.tier is None:
        return ""
    ratio = f"{float(band.supply_demand):.2f}"
    return text("positioning.facet.ratio", tier=text(f"positioning.tier.{band.tier}"), ratio=ratio)


def span(low: int, high: int) -> str:
    """Return a span of prices without idle decimals: ``¥50 – 100``."""
    return f"¥{_yuan(low)} – {_yuan(high)}"


def _yuan(minor: int) -> str:
    return f"{minor // 100:,}" if minor % 100 == 0 else f"{minor / 100:,.2f}"


def sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield what a worksheet says, section by section."""
    for section in sheet.definition.sections:
        lines = tuple(_lines(section, sheet))
        if lines:
            yield Block(sheet.definition.kind, section.id, str(section.title), lines)


def _lines(section: Section, sheet: Sheet) -> Iterator[Line]:
    notes = {one.beside: one for one in section.fields if one.beside}
    for field in section.fields:
        if field.beside or field.id in UNSHOWN or field.id.startswith("weight_"):
            continue
        if field.kind is FieldKind.GROUP:
            yield from _entries(field, sheet)
            continue
        filled = sheet.values.get((field.id, 0))
        if filled is not None and not is_empty(filled.value):
            beside = notes.get(field.id)
            yield _line(str(field.name), field, filled, text_of(sheet.values, beside.id) if beside else "")


def _entries(group: WorksheetField, sheet: Sheet) -> Iterator[Line]:
    """Yield a line for each entry: its first field as label, the others but ratings as value."""
    first, rest = group.fields[0], [one for one in group.fields[1:] if one.kind is not FieldKind.RATING]
    for item in range(entries(sheet.values, group.id)):
        said = [
            f"{one.name} {worded(one, filled.value)}"
            for one in rest
            if (filled := sheet.values.get((f"{group.id}.{one.id}", item))) is not None and not is_empty(filled.value)
        ]
        yield Line(text_of(sheet.values, f"{group.id}.{first.id}", item) or str(item + 1), " · ".join(said))


def _line(label: str, field: WorksheetField, filled: Filled, note: str) -> Line:
    value: Value = filled.value
    return Line(label, worded(field, value), note, filled.source, filled.as_of, filled.confidence)


def _overview(found: PositioningSheet) -> Table:
    columns = tuple(TableColumn(text(f"positioning.workbook.{name}")) for name in ("part", "item", "content", "note"))
    rows: list[Sequence[str]] = [[text("positioning.statement.title"), "", found.statement, ""]]
    rows += [[text("positioning.workbook.core"), one.label, one.value, one.note] for one in found.facets]
    rows += [[block.title, line.label, line.value, line.note] for block in found.blocks for line in block.lines]
    title = text("positioning.paper.title")
    done = wording.percent(found.completeness, 0)
    note = text("positioning.paper.made", shop=found.shop, day=found.day.isoformat(), done=done)
    return Table(title, columns, rows, notes=(note,))


def _values(found: PositioningSheet) -> Table:
    names = ("part", "item", "content", "source")
    columns = (
        *(TableColumn(text(f"positioning.workbook.{name}")) for name in names),
        TableColumn(text("positioning.workbook.as_of"), "date"),
        TableColumn(text("positioning.workbook.confidence")),
    )
    rows = [
        [block.title, line.label, line.value, line.source, line.as_of, confidence_words(line.confidence)]
        for block in found.blocks
        for line in block.lines
        if line.source or line.as_of or line.confidence
    ]
    return Table(text("positioning.workbook.sources"), columns, rows)


def confidence_words(confidence: Confidence) -> str:
    """Return a confidence in words; nothing where it was not given."""
    return text(f"positioning.confidence.{confidence}") if confidence else ""


def _market_tables(workspace: Workspace) -> Iterator[Table]:
    market = prices.price_tier(workspace).market
    if market is None:
        return
    kinds = {
        "listings": "count",
        "listing_share": "percent",
        "units": "count",
        "unit_share": "percent",
        "amount": "money",
    }
    more = {"shops": "count", "top_share": "percent", "ratio": "decimal", "opportunity": "decimal"}
    columns = tuple(
        TableColumn(text(f"positioning.bands.{name}"), kind)
        for name, kind in {"low": "money", "high": "money", **kinds, **more}.items()
    )
    rows = [
        [
            band.low / 100, band.high / 100, band.listings, band.listing_share / 10_000, band.units,
            _share(band.unit_share), band.amount / 100, band.shops, _share(band.top_share),
            None if band.supply_demand is None else float(band.supply_demand),
            None if band.opportunity is None else float(band.opportunity),
        ]
        for band in market.bands
    ]  # fmt: skip
    yield Table(text("positioning.bands.title"), columns, rows, notes=(market.table.name,))


def _share(basis_points: int | None) -> float | None:
    return None if basis_points is None else basis_points / 10_000
