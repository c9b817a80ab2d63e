"""Rows of the import page: files to bring in, their columns, what became of them, what came in earlier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from shopplanner.domain.errors import ShopPlannerError
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.metrics import mapping_fields
from shopplanner.services.metrics.batches import Batch, RejectedRow
from shopplanner.services.metrics.dialects import ColumnMapping
from shopplanner.services.metrics.importing import FileReport
from shopplanner.services.metrics.previews import Preview
from shopplanner.ui.common.table import Column

NOTHING = frozenset({"", "-", "--"})
"""Cells in which exports leave a figure out."""
SAMPLE = "sample/"
"""How the sources of the sample shop's figures begin."""
STATES = {"used": "good", "kept": "", "personal": "warn", "computed": "muted", "unknown": "muted"}


@dataclass(frozen=True, slots=True)
class Item:
    """A table that waits to be imported, with the person's own mapping where no format fits."""

    preview: Preview
    content: str = ""
    fact: str = ""
    mapping: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether a person maps the columns."""
        return self.preview.format is None and self.preview.error is None

    @property
    def missing(self) -> tuple[str, ...]:
        """Titles of columns that the mapping still needs."""
        return mapping_fields.missing(self.fact, self.mapping) if self.own else ()

    @property
    def ready(self) -> bool:
        """Whether it can be imported."""
        return self.preview.error is None and not self.missing

    def own_mapping(self) -> ColumnMapping | None:
        """Return the mapping to import with; None for a known format."""
        return ColumnMapping(self.fact, dict(self.mapping)) if self.own else None

    def mapped(self, column: str, to: str) -> Item:
        """Return the item with a column kept as ``to``; an empty text drops it."""
        kinds = {each.to: each.kind for each in mapping_fields.fields(self.fact)}
        others = {name: pair for name, pair in self.mapping.items() if name != column and pair[0] != to}
        return replace(self, mapping={**others, column: (to, kinds[to])} if to else others)

    def as_fact(self, fact: str) -> Item:
        """Return the item as another kind of table, mapped by its names."""
        names = [column.name for column in self.preview.columns]
        return replace(self, fact=fact, mapping=mapping_fields.guess_for(fact, names))


def item(preview: Preview, content: str = "") -> Item:
    """Return a previewed table with a first guess where no format fits; what it needs from packs is loaded here."""
    found = Item(preview, content, preview.fact)
    if found.own:
        fact, mapping = mapping_fields.guess([column.name for column in preview.columns])
        found = replace(found, fact=fact, mapping=mapping)
    file_columns(found)
    return found


def kind_text(found: Item) -> str:
    """Return what a table is taken for."""
    if found.preview.error is not None:
        return wording.render(found.preview.error.what)
    if found.preview.title is not None:
        return str(found.preview.title)
    return text("metrics.importing.own_table")


def state(found: Item) -> tuple[str, str]:
    """Return a table's state in words and as colour role."""
    if found.preview.error is not None:
        return text("metrics.importing.state.error"), "bad"
    if found.missing:
        return text("metrics.importing.state.map"), "warn"
    return text("metrics.importing.state.ready"), "good"


def unreadable(items: Sequence[Item]) -> list[FileReport]:
    """Return a report for every file among the items that could not be read, so that the results name it, too."""
    previews = [each.preview for each in items if each.preview.error is not None]
    return [FileReport(each.file, each.sheet, "", "", error=each.error) for each in previews]


def report_of(batch: Batch) -> FileReport:
    """Return the report of an earlier import."""
    return FileReport(
        file=batch_file(batch),
        sheet="",
        format=batch.format,
        fact=batch.fact,
        rows_read=batch.rows_read,
        rows_stored=batch.rows_stored,
        rows_rejected=batch.rows_rejected,
        rows_unchanged=batch.rows_unchanged,
        first_day=batch.first_day,
        last_day=batch.last_day,
        warnings=batch.warnings,
    )


def item_columns() -> list[Column[Item]]:
    """Return the columns of the waiting files."""
    return [
        Column("file", "metrics.importing.file", _item_file, width=14, tooltip=_item_file),
        Column("kind", "metrics.importing.format", kind_text, width=9, tooltip=kind_text),
        Column("state", "metrics.importing.state", lambda found: state(found)[0], role=lambda found: state(found)[1]),
    ]


def report_columns(titles: Mapping[str, str]) -> list[Column[FileReport]]:
    """Return the columns of the results."""
    return [
        Column("file", "metrics.importing.file", _report_file, width=13, tooltip=_report_file),
        Column(
            "kind", "metrics.importing.format", lambda report: _outcome(report, titles), width=10, role=_outcome_role
        ),
        Column("days", "metrics.importing.days", lambda report: _days(report.first_day, report.last_day), width=11),
        _count("read", "metrics.importing.read", lambda report: report.rows_read),
        _count("stored", "metrics.importing.stored", lambda report: report.rows_stored),
        _count("unchanged", "metrics.importing.unchanged", lambda report: report.rows_unchanged),
        _count("rejected", "metrics.importing.rejected", lambda report: report.rows_rejected, warn=True),
    ]


def batch_columns(titles: Mapping[str, str]) -> list[Column[Batch]]:
    """Return the columns of the history."""
    return [
        Column("at", "metrics.importing.at", lambda batch: f"{batch.imported_at:%Y-%m-%d %H:%M}", width=9),
        Column("file", "metrics.importing.file", batch_file, width=15, tooltip=batch_file),
        Column("kind", "metrics.importing.format", lambda batch: _format_title(titles, batch), width=9),
        Column("days", "metrics.importing.days", lambda batch: _days(batch.first_day, batch.last_day), width=11),
        _batch_count("read", "metrics.importing.read", lambda batch: batch.rows_read),
        _batch_count("stored", "metrics.importing.stored", lambda batch: batch.rows_stored),
        _batch_count("unchanged", "metrics.importing.unchanged", lambda batch: batch.rows_unchanged),
        _batch_count("rejected", "metrics.importing.rejected", lambda batch: batch.rows_rejected),
        Column(
            "state",
            "metrics.importing.state",
            lambda batch: text(f"metrics.importing.batch.{batch.state}"),
            role=lambda batch: "muted" if batch.state == "undone" else "good",
        ),
    ]


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file in the preview: name, a sample, what it is kept as, and why."""

    name: str
    sample: str
    to: str
    title: str
    state: str


def file_columns(found: Item) -> list[FileColumn]:
    """Return a table's columns with what becomes of them."""
    samples = _samples(found.preview)
    rows = []
    for column in found.preview.columns:
        to = found.mapping.get(column.name, ("", ""))[0] if found.own else column.to
        kept = "used" if to else column.state
        rows.append(
            FileColumn(
                column.name,
                samples.get(column.name, ""),
                to,
                mapping_fields.column_title(found.fact, to) if to else "",
                kept,
            )
        )
    return rows


def column_columns(found: Item, mapped: Callable[[str, str], None]) -> list[Column[FileColumn]]:
    """Return the columns of the mapping table; editable for a table of one's own."""
    choices: list[tuple[str, str]] = []
    if found.own:
        choices = [("", text("metrics.importing.not_kept"))]
        choices += [(each.to, each.title) for each in mapping_fields.fields(found.fact)]
    return [
        Column("name", "metrics.importing.column", lambda row: row.name, width=8, bold=True),
        Column("sample", "metrics.importing.sample", lambda row: row.sample, width=7),
        Column(
            "to",
            "metrics.importing.kept_as",
            lambda row: row.title or text(f"metrics.importing.column.{row.state}"),
            role=lambda row: STATES[row.state],
            edit=(lambda row, to: mapped(row.name, to)) if found.own else None,
            edit_text=(lambda row: row.to) if found.own else None,
            choices=choices or None,
            width=9,
        ),
    ]


def known_columns() -> list[Column[tuple[str, str]]]:
    """Return the columns of the reports that are recognised by themselves."""
    return [
        Column("title", "metrics.importing.known", lambda row: row[0], width=14),
        Column("fact", "metrics.importing.brings", lambda row: text(f"metrics.fact.{row[1]}"), width=10),
    ]


def row_columns(header: Sequence[str]) -> list[Column[tuple[str, ...]]]:
    """Return the columns of the first rows as the file has them."""
    return [
        Column(f"c{at}", "", lambda row, at=at: row[at] if at < len(row) else "", title=name.strip() or " ", width=6)  # type: ignore[misc]  # bound early
        for at, name in enumerate(header)
    ]


def reject_columns() -> list[Column[RejectedRow]]:
    """Return the columns of rows that were set aside."""
    return [
        Column(
            "row",
            "metrics.importing.row",
            lambda found: str(found.row),
            sort=lambda found: found.row,
            number=True,
            width=4,
        ),
        Column("column", "metrics.importing.column", lambda found: found.column, width=7),
        Column(
            "why", "metrics.importing.why", lambda found: text(f"imports.reason.{found.reason}"), width=11, role=_warn
        ),
        Column("cells", "metrics.importing.cells", _cells, width=30, tooltip=_cells),
    ]


def error_text(error: ShopPlannerError) -> str:
    """Return an expected failure with its hint."""
    hint = f"\n{wording.render(error.hint)}" if error.hint is not None else ""
    return f"{wording.render(error.what)}{hint}"


def paths_of(items: Sequence[Item]) -> list[Path]:
    """Return the files of known formats among the items, each once."""
    found = [each.preview.path for each in items if each.ready and not each.own and each.preview.path is not None]
    return list(dict.fromkeys(found))


def _warn(_found: RejectedRow) -> str:
    return "warn"


def _cells(found: RejectedRow) -> str:
    return " · ".join(f"{name} {value}" for name, value in found.cells.items() if value not in NOTHING)


def _item_file(found: Item) -> str:
    name, sheet = found.preview.file or text("metrics.importing.pasted"), found.preview.sheet
    return f"{name} · {sheet}" if sheet else name


def _report_file(report: FileReport) -> str:
    return f"{report.file} · {report.sheet}" if report.sheet else report.file


def batch_file(batch: Batch) -> str:
    """Return what an earlier import's file is called; the sample shop's figures come from none."""
    if batch.file.startswith(SAMPLE):
        return text("metrics.importing.sample_file", fact=text(f"metrics.fact.{batch.fact}"))
    return batch.file


def _outcome(report: FileReport, titles: Mapping[str, str]) -> str:
    """Return the format of an imported table, or why it was not imported."""
    return wording.render(report.error.what) if report.error else _format_title(titles, report)


def _format_title(titles: Mapping[str, str], about: FileReport | Batch) -> str:
    """Return what a format is called; one that is known no more goes by what it brought."""
    return titles.get(about.format) or text(f"metrics.fact.{about.fact}")


def _outcome_role(report: FileReport) -> str:
    return "bad" if report.error else ""


def _days(first: date | None, last: date | None) -> str:
    """Return a span of days, the year once where it is the same."""
    if first is None or last is None:
        return wording.MISSING
    if first == last:
        return f"{first}"
    return f"{first} – {last:%m-%d}" if first.year == last.year else f"{first} – {last}"


def _count(key: str, title_id: str, get: Callable[[FileReport], int], *, warn: bool = False) -> Column[FileReport]:
    """Return a column of row counts."""
    return Column(
        key,
        title_id,
        lambda report: wording.number(get(report)),
        sort=get,
        number=True,
        width=5.5,
        role=(lambda report: "warn" if get(report) else "muted") if warn else None,
    )


def _batch_count(key: str, title_id: str, get: Callable[[Batch], int]) -> Column[Batch]:
    """Return a column of row counts of the history."""
    return Column(key, title_id, lambda batch: wording.number(get(batch)), sort=get, number=True, width=5.5)


def _samples(preview: Preview) -> dict[str, str]:
    """Return the first filled cell of each column."""
    found: dict[str, str] = {}
    for at, name in enumerate(preview.header):
        value = next((row[at] for row in preview.rows if at < len(row) and row[at]), "")
        found.setdefault(name.strip(), value)
    return found
