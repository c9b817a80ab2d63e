"""What a person who books ads has to know: prices and margins of the goods, and a card of each channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shopplanner.domain.messages import Money
from shopplanner.domain.papers import Block, Cell, Grid, PaperColumn
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.foundation.i18n import text
from shopplanner.services.promotions.papers.facts import PromotionFacts, break_even, role_words

KIND = "channel_cards"
WORDS = ("principle", "billing", "quality", "use", "watch")


@dataclass(frozen=True)
class ChannelCard:
    """A traffic channel: how it works, what it costs, what its quality rests on, when to use it, what to watch."""

    id: str
    title: Bilingual
    principle: Bilingual
    billing: Bilingual
    quality: Bilingual
    use: Bilingual
    watch: Bilingual


def cards() -> tuple[ChannelCard, ...]:
    """Return the cards of all packs in order."""
    return tuple(card for name in packs.names(KIND) for card in packs.load(KIND, name, ChannelCard).entries)


def sections(facts: PromotionFacts) -> Mapping[str, list[Block]]:
    """Return the parts that the workspace knows."""
    return {"first": [*_goods(facts)], "last": [*_channels()]}


def _goods(facts: PromotionFacts) -> Iterator[Block]:
    """Yield what each product leaves at its lowest price, and the sales that a yuan of ads must bring."""
    roles = {item.id: item.role for item in facts.items}
    columns = (
        PaperColumn(text("papers.column.product"), 3),
        PaperColumn(text("papers.column.role")),
        *(PaperColumn(text(f"papers.column.{name}")) for name in ("general", "lowest", "left", "break_even")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.name, role_words(roles.get(each.product_id, "")), Money(each.prices.general),
            Money(each.prices.lowest), None if each.margin is None else Money(each.margin),
            break_even(each),
        )
        for each in facts.priced
    ]  # fmt: skip
    if rows:
        yield Grid(text("papers.ads.goods"), columns, tuple(rows))


def _channels() -> Iterator[Block]:
    columns = (
        PaperColumn(text("papers.column.channel"), 2),
        *(PaperColumn(text(f"papers.column.channel_{name}"), 3) for name in WORDS),
    )
    rows = tuple((str(card.title), *(str(getattr(card, name)) for name in WORDS)) for card in cards())
    yield Grid(text("papers.ads.channels"), columns, rows)
