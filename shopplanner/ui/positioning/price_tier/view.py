"""The price tier page's parts: how to cut, the bands as chart and table, one band explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from PySide6.QtWidgets import QHeaderView, QWidget

from shopplanner.domain.positioning.price_bands import Band
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.services.positioning.prices import Market
from shopplanner.ui.common.table import Column, DataTable, RowsModel
from shopplanner.ui.common.widgets import chip, clear, hline, label, plain_button, row, scrolled_column
from shopplanner.ui.theme import theme

MEASURES: Final = ("supply_demand", "opportunity", "unit_share", "listing_share")


@dataclass(frozen=True, slots=True)
class BandRow:
    """A band in the table with the number of own products in it and whether it is the shop's tier."""

    place: int
    band: Band
    own: int
    last: bool
    chosen: bool


def band_rows(market: Market, chosen: tuple[int, ...]) -> list[BandRow]:
    """Return the market's bands as rows."""
    last = len(market.bands) - 1
    return [
        BandRow(place, band, sum(one.band == place for one in market.own), place == last, place in chosen)
        for place, band in enumerate(market.bands)
    ]


def band_name(band: Band, *, last: bool = False) -> str:
    """Return a band's prices without idle decimals; the last one is open upwards."""
    if last:
        return text("positioning.bands.from", low=short_money(band.low))
    return f"{short_money(band.low)}–{short_money(band.high).removeprefix('¥')}"


def short_money(minor: int) -> str:
    """Return an amount without idle decimals."""
    return f"¥{minor // 100:,}" if minor % 100 == 0 else f"¥{minor / 100:,.2f}".rstrip("0")


def ratio(value: Fraction | None) -> str:
    """Return a ratio with two decimals; a missing one as a dash."""
    return wording.MISSING if value is None else f"{float(value):.2f}"


def columns() -> list[Column[BandRow]]:
    """Return the table's columns."""
    return [
        Column("band", "positioning.bands.band", lambda row: band_name(row.band, last=row.last), width=6.5, bold=True),
        Column("tier", "positioning.bands.tier", _tier, width=4),
        _figure("listings", lambda row: wording.number(row.band.listings)),
        _figure("listing_share", lambda row: wording.percent(row.band.listing_share)),
        _figure("units", lambda row: wording.number(row.band.units)),
        _figure("unit_share", lambda row: wording.percent(row.band.unit_share)),
        _figure("top_share", lambda row: wording.percent(row.band.top_share)),
        replace(_figure("ratio", lambda row: ratio(row.band.supply_demand)), role=_ratio_role),
        replace(_figure("opportunity", lambda row: ratio(row.band.opportunity)), bold=True),
        _figure("own", lambda row: wording.number(row.own) if row.own else wording.MISSING),
    ]


def _figure(name: str, words: Callable[[BandRow], str]) -> Column[BandRow]:
    return Column(name, f"positioning.bands.{name}", words, number=True, width=4.8)


class BandTable(DataTable):
    """The bands with their figures."""

    def __init__(self) -> None:
        self.bands: RowsModel[BandRow] = RowsModel(columns())
        super().__init__(
            self.bands, name="price_bands", sortable=False, accessible_name=text("positioning.bands.title")
        )
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        units = [column.key for column in self.bands.columns].index("units")
        header.setSectionResizeMode(units, QHeaderView.ResizeMode.ResizeToContents)  # eight digits are not rare

    def show_market(self, market: Market, chosen: tuple[int, ...]) -> None:
        """Show the market's bands; the table is as high as they need."""
        rows = band_rows(market, chosen)
        self.show_rows(rows, key=lambda one: one.place)
        self.setFixedHeight(theme.unit(1.75 * len(rows) + 2.4))


class BandPanel(QWidget):
    """One band explained, with its best sellers and own products; for the inspector."""

    def __init__(self, choose: Callable[[Band], None]) -> None:
        super().__init__()
        self._choose = choose
        self.column = scrolled_column(self)

    def show_band(self, found: BandRow | None, market: Market | None) -> None:
        """Explain a band of a market; nothing where none is chosen."""
        clear(self.column)
        if found is None or market is None:
            self.column.addWidget(label(text("positioning.bands.none"), "muted", wrap=True))
            self.column.addStretch(1)
            return
        self._head(found)
        self._formulas(found.band, market)
        self._best(found, market)
        self._own(found, market)
        self.column.addStretch(1)

    def _head(self, found: BandRow) -> None:
        band = found.band
        chips = [chip(text(f"positioning.tier.{band.tier}"), "info")] if band.tier else []
        self.column.addWidget(label(band_name(band, last=found.last), "title", wrap=True))
        if found.chosen:
            chips.append(chip(text("positioning.bands.chosen"), "good"))
        self.column.addLayout(row(*chips))
        if not found.chosen:
            self.column.addWidget(
                plain_button(text("positioning.bands.choose"), lambda: self._choose(band), primary=True)
            )

    def _formulas(self, band: Band, market: Market) -> None:
        self._title("positioning.bands.how")
        shares = text(
            "positioning.bands.ratio_how",
            units=wording.percent(band.unit_share),
            listings=wording.percent(band.listing_share),
            ratio=ratio(band.supply_demand),
        )
        self.column.addWidget(label(shares, wrap=True))
        fit = wording.percent(band.margin_fit) if band.margin_fit is not None else text("positioning.bands.fit_unknown")
        opportunity = text(
            "positioning.bands.opportunity_how",
            ratio=ratio(band.supply_demand),
            top=wording.percent(band.top_share),
            fit=fit,
            score=ratio(band.opportunity),
        )
        self.column.addWidget(label(opportunity, wrap=True))
        if market.floor is not None:
            kind = "typed" if market.floor_typed else "usual"
            words = text(f"positioning.bands.floor.{kind}", floor=wording.money(market.floor))
            self.column.addWidget(label(words, "small", wrap=True))

    def _best(self, found: BandRow, market: Market) -> None:
        if not market.top[found.place]:
            return
        self._title("positioning.bands.best")
        for one in market.top[found.place]:
            self.column.addWidget(label(one.title or one.key, wrap=True))
            units = text("positioning.bands.sold", price=wording.money(one.price), units=wording.number(one.units))
            self.column.addWidget(label(f"{one.shop} · {units}" if one.shop else units, "small", wrap=True))

    def _own(self, found: BandRow, market: Market) -> None:
        own = [one for one in market.own if one.band == found.place]
        self._title("positioning.bands.own_here")
        if not own:
            self.column.addWidget(label(text("positioning.bands.own_none"), "muted", wrap=True))
        for one in own[:8]:
            words = text("positioning.bands.own_line", price=wording.money(one.price), index=ratio(one.index))
            self.column.addWidget(label(one.name, wrap=True))
            self.column.addWidget(label(words, "small", wrap=True))
        if len(own) > 8:
            self.column.addWidget(label(text("positioning.bands.own_more", n=len(own) - 8), "small", wrap=True))

    def _title(self, text_id: str) -> None:
        self.column.addWidget(hline())
        self.column.addWidget(label(text(text_id), "heading", wrap=True))


def _tier(found: BandRow) -> str:
    tier = text(f"positioning.tier.{found.band.tier}") if found.band.tier else wording.MISSING
    return f"★ {tier}" if found.chosen else tier


def _ratio_role(found: BandRow) -> str:
    value = found.band.supply_demand
    return "" if value is None else "good" if value >= 1 else "muted"
