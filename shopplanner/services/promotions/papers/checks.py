"""Checks of words and list prices: what buyers would read that a rule names, and list prices that were moved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Function, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Hit, Settings, Values
from shopplanner.domain.findings import Severity
from shopplanner.domain.messages import Money
from shopplanner.domain.word_scan import WordRule, scan
from shopplanner.services import word_check
from shopplanner.services.promotions.papers import fields
from shopplanner.services.promotions.plans import place
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import JournalRowRow, JournalStepRow
from shopplanner.storage.tables.papers import PaperNoteRow
from shopplanner.storage.tables.products import ProductRow
from shopplanner.storage.tables.promotions import PromotionRow

LOOKED_AT: Final = 90
"""Days of the history in which list prices are followed."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Something that others will read: what it is called, where it stands, and its words.

    ``strict`` texts are held against what is forbidden only: a title may make claims that have their proof elsewhere.
    """

    subject: str
    place: Place
    words: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class PriceMove:
    """A list price that was changed in the program; amounts in fen."""

    product_id: int
    name: str
    day: date
    before: int
    after: int


@dataclass(frozen=True)
class TextFacts:
    """Texts of what is to come, the rules they are held against, and list prices that moved."""

    today: date
    texts: tuple[PlacedText, ...]
    rules: tuple[WordRule, ...]
    moves: tuple[PriceMove, ...]


def gather(workspace: Workspace) -> TextFacts:
    """Return names and papers of promotions that are not over, titles of products, and moves of list prices."""
    today = workspace.clock.today()
    with workspace.read() as session:
        texts = (*_promotion_texts(session, workspace.shop_id, today), *_titles(session, workspace.shop_id))
        moves = tuple(_moves(session, workspace.shop_id, today))
    return TextFacts(today, texts, word_check.rules(), moves)


def _promotion_texts(session: Session, shop_id: int, today: date) -> Iterator[PlacedText]:
    coming = (PromotionRow.shop_id == shop_id, PromotionRow.ends_at >= f"{today} 00:00:00")
    for row in session.scalars(select(PromotionRow).where(*coming).order_by(PromotionRow.id)):
        gift = str(json.loads(row.parameters).get("gift", ""))
        yield PlacedText(row.name, place(row.id), f"{row.name} {gift}".strip())
    notes = select(PaperNoteRow, PromotionRow.name).join(PromotionRow, PromotionRow.id == PaperNoteRow.promotion_id)
    for note, name in session.execute(notes.where(*coming).order_by(PaperNoteRow.id)):
        yield PlacedText(name, fields.place(note.promotion_id, note.kind), note.value)


def _titles(session: Session, shop_id: int) -> Iterator[PlacedText]:
    rows = session.execute(
        select(ProductRow.id, ProductRow.title, ProductRow.short_name)
        .where(ProductRow.shop_id == shop_id, ProductRow.status == "on_sale")
        .order_by(ProductRow.id)
    )
    for row in rows:
        yield PlacedText(
            row.short_name or row.title, Place("products", "catalogue", str(row.id)), row.title, strict=True
        )


def _moves(session: Session, shop_id: int, today: date) -> Iterator[PriceMove]:
    """Yield the list prices that steps in force changed, from the images that undo goes by."""
    since = f"{today - timedelta(days=LOOKED_AT)} 00:00:00"
    query = (
        select(JournalStepRow.at, JournalRowRow.row_id, JournalRowRow.before, JournalRowRow.after)
        .join(JournalRowRow, JournalRowRow.step_id == JournalStepRow.id)
        .where(
            JournalStepRow.shop_id == shop_id,
            JournalStepRow.state == "done",
            JournalStepRow.at >= since,
            JournalRowRow.table_name == "product",
            _list_price(JournalRowRow.before) != _list_price(JournalRowRow.after),
        )
        .order_by(JournalStepRow.id)
    )
    for at, product_id, before, after in session.execute(query):
        old, new = json.loads(before or "{}"), json.loads(after or "{}")
        name = new.get("short_name") or new["title"]
        yield PriceMove(product_id, name, date.fromisoformat(at[:10]), old["list_price"], new["list_price"])


def _list_price(image: InstrumentedAttribute[str | None]) -> Function[Any]:
    """Return the list price in a row's image; the file looks it up, so that unchanged rows need not be read."""
    return func.json_extract(image, "$.list_price")


def forbidden_word(facts: TextFacts, settings: Settings) -> Iterator[Hit]:
    """Yield texts in which a rule names a word; those that a rule forbids outright are warnings, others hints."""
    del settings
    for each in facts.texts:
        hits = [hit for hit in scan(each.words, facts.rules) if not each.strict or hit.rule.severity == "bad"]
        if hits:
            worst = next((hit for hit in hits if hit.rule.severity == "bad"), hits[0])
            severity = Severity.WARNING if worst.rule.severity == "bad" else Severity.HINT
            values: Values = {"name": each.subject, "word": worst.word, "rule": str(worst.rule.title)}
            yield Hit(each.subject, each.place, values | {"advice": str(worst.rule.advice)}, severity)


def list_price_moved(facts: TextFacts, settings: Settings) -> Iterator[Hit]:
    """Yield products whose list price was changed within some days, with the last change."""
    first = facts.today - timedelta(days=settings["days"])
    latest = {move.product_id: move for move in facts.moves if move.day >= first}
    for move in latest.values():
        values: Values = {"name": move.name, "day": move.day, "before": Money(move.before), "after": Money(move.after)}
        yield Hit(move.name, Place("products", "catalogue", str(move.product_id)), values)


CHECKS: Final = (
    Check("promotions.forbidden_word", forbidden_word),
    Check("promotions.list_price_moved", list_price_moved),
)
