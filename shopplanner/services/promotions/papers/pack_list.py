"""What the warehouse prepares for a promotion: goods by SKU, gifts, and which parcel gets what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shopplanner.domain.papers import Block, Cell, Grid, Heading, PaperColumn, Words
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.papers.facts import PromotionFacts
from shopplanner.services.promotions.papers.suggestions import gift_name


def sections(facts: PromotionFacts) -> Mapping[str, list[Block]]:
    """Return the parts that the workspace knows."""
    return {"first": [*_goods(facts), *_parcels(facts)]}


def _goods(facts: PromotionFacts) -> Iterator[Block]:
    """Yield every SKU with its stock and a column to count in."""
    columns = (
        PaperColumn(text("papers.column.product"), 3),
        PaperColumn(text("papers.column.sku"), 2),
        PaperColumn(text("papers.column.merchant_code"), 2),
        PaperColumn(text("papers.column.stock")),
        PaperColumn(text("papers.column.counted")),
    )
    rows: list[tuple[Cell, ...]] = []
    for item in facts.items:
        skus = item.skus or (("", "", item.stock),)
        rows += [(item.name, name, code, stock, "") for code, name, stock in skus]
    if rows:
        yield Grid(text("papers.pack.goods"), columns, tuple(rows))
    if facts.more:
        yield Words(text("papers.more", n=facts.more), "muted")


def _parcels(facts: PromotionFacts) -> Iterator[Block]:
    """Yield what goes into which parcel: gifts and bundles of every promotion that is live at the start."""
    together = [each for each in (facts.promotion, *facts.companions) if each.mechanic in {"gift", "bundle"}]
    if not together:
        return
    yield Heading(text("papers.pack.parcels"), 2)
    columns = (
        PaperColumn(text("papers.column.condition"), 3),
        PaperColumn(text("papers.column.add"), 2),
        PaperColumn(text("papers.column.prepared")),
        PaperColumn(text("papers.column.counted")),
    )
    rows = tuple(
        (
            offer_words(each),
            gift_name(each) or each.name,
            each.get("quantity") or None,
            "",
        )
        for each in together
    )
    yield Grid(text("papers.pack.gifts"), columns, rows)
