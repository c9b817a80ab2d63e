"""The papers of a promotion, put together from what is known and what people wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from shopplanner.domain.messages import Money
from shopplanner.domain.papers import Block, Cell, Checklist, Facts, Grid, Heading, Paper, PaperColumn, Words
from shopplanner.foundation.i18n import text
from shopplanner.services import word_check
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.papers import ads_brief, fields, pack_list, plan_paper, service_script, suggestions
from shopplanner.services.promotions.papers import facts as read
from shopplanner.services.promotions.papers.facts import PromotionFacts, role_words
from shopplanner.services.promotions.papers.fields import Issue, PaperField
from shopplanner.services.word_check import PlacedHit
from shopplanner.services.workspace import Workspace

Sections = Mapping[str, list[Block]]
"""What the workspace knows: ``first``, ``middle`` after what people wrote first, and ``last``."""

BLANK = "＿" * 12


@dataclass(frozen=True)
class FieldState:
    """A field as the page edits it: what stands in it, and whether that is only a suggestion."""

    field: PaperField
    value: str
    suggested: bool


@dataclass(frozen=True)
class PaperView:
    """A paper to look at.

    Attributes:
        hits: forbidden or doubtful words in it.
        digest: of what it tells, in whatever language, to see whether that has changed since it was handed out.
        issues: versions that were handed out.
    """

    kind: str
    paper: Paper
    states: tuple[FieldState, ...]
    hits: tuple[PlacedHit, ...]
    digest: str
    issues: tuple[Issue, ...]

    @property
    def changed(self) -> bool:
        """Whether it differs from the version last handed out."""
        return not self.issues or self.issues[-1].digest != self.digest


def paper(workspace: Workspace, promotion_id: int, kind: str) -> PaperView:
    """Return a paper of a promotion in the language in force.

    Raises:
        NotFoundError: if the promotion was deleted.
    """
    facts = read.gather(workspace, promotion_id, kind)
    states = tuple(_state(field, facts) for field in fields.fields(kind))
    bare = Paper(
        name=f"{fields.title(kind)} {facts.promotion.name}",
        title=text("papers.title.of", paper=str(fields.title(kind)), promotion=facts.promotion.name),
        subtitle="",
        blocks=tuple(_blocks(kind, facts, states)),
    )
    hits = tuple(word_check.check_paper(bare))
    blocks = (*bare.blocks, *_scan_blocks(hits), *_acceptance(kind, facts))
    whole = Paper(bare.name, bare.title, _subtitle(facts), blocks)
    return PaperView(kind, whole, states, hits, _digest(facts), facts.issues)


def _digest(facts: PromotionFacts) -> str:
    """Return a mark of what a paper tells: times, offers, goods, prices and written words; not who has done what."""
    told = [replace(each, status="", tasks=0, tasks_done=0) for each in (facts.promotion, *facts.companions)]
    goods = [(item.code, item.name, item.tag_price, item.floor_price, item.skus) for item in facts.items]
    amounts = [(each.product_id, [cart.payable for cart in each.prices.carts]) for each in facts.priced]
    said = repr((told, goods, amounts, sorted(facts.written.items()), facts.targets))
    return hashlib.sha256(said.encode()).hexdigest()


def _state(field: PaperField, facts: PromotionFacts) -> FieldState:
    return FieldState(field, suggestions.value(field, facts), field.id not in facts.written)


def _subtitle(facts: PromotionFacts) -> str:
    latest = facts.issues[-1] if facts.issues else None
    version = text("papers.version", n=latest.number) if latest else text("papers.draft")
    signed = text("papers.signed", name=latest.signed_by) if latest and latest.signed_by else ""
    parts = [facts.shop, version, signed, text("papers.made", day=facts.today.isoformat())]
    return " · ".join(part for part in parts if part)


def _blocks(kind: str, facts: PromotionFacts, states: Iterable[FieldState]) -> Iterator[Block]:
    yield _head(facts)
    known = SECTIONS[kind](facts)
    opening, *others = _written_sections(states)
    yield from known.get("first", ())
    yield from opening
    yield from known.get("middle", ())
    for section in others:
        yield from section
    yield from known.get("last", ())


def _head(facts: PromotionFacts) -> Block:
    promotion = facts.promotion
    rows: list[tuple[str, Cell]] = [
        (text("papers.fact.when"), f"{promotion.starts:%Y-%m-%d %H:%M} – {promotion.ends:%Y-%m-%d %H:%M}"),
        (text("papers.fact.offer"), offer_words(promotion)),
        (text("papers.fact.audience"), text(f"promotions.audience.{promotion.audience}")),
    ]
    if promotion.purpose:
        rows.insert(0, (text("papers.fact.purpose"), text(f"promotions.purpose.{promotion.purpose}")))
    if promotion.budget is not None:
        rows.append((text("papers.fact.budget"), Money(promotion.budget)))
    return Facts(tuple(rows))


def _written_sections(states: Iterable[FieldState]) -> list[list[Block]]:
    """Return the fields under their headings, section by section; an empty one leaves a line to write on."""
    by_section: dict[str, list[tuple[str, Cell]]] = {}
    for state in states:
        rows = by_section.setdefault(str(state.field.section), [])
        rows.append((str(state.field.title), state.value or BLANK))
    return [[Heading(section, 2), Facts(tuple(found))] for section, found in by_section.items()]


def _brief_sections(facts: PromotionFacts) -> Sections:
    rows = tuple((item.name, item.code, role_words(item.role)) for item in facts.items)
    columns = (
        PaperColumn(text("papers.column.product"), 3),
        PaperColumn(text("papers.column.code"), 2),
        PaperColumn(text("papers.column.role")),
    )
    due = next((task for task in facts.tasks if task.role == "designer" and not task.done), None)
    first: list[Block] = [Grid(text("papers.grid.items"), columns, rows)] if rows else []
    if due is not None:
        first.append(Facts(((text("papers.fact.deadline"), due.due),)))
    return {"first": first}


def _scan_blocks(hits: Iterable[PlacedHit]) -> Iterator[Block]:
    """Yield what the scan for forbidden words found; also that it found nothing."""
    yield Heading(text("papers.scan.title"), 2)
    found = list(hits)
    if not found:
        yield Words(text("papers.scan.clean"), "muted")
    for each in found:
        said = text("papers.scan.hit", word=each.hit.word, rule=str(each.hit.rule.title), place=each.place)
        yield Words(f"{said} {each.hit.rule.advice}", each.hit.rule.severity)


def _acceptance(kind: str, facts: PromotionFacts) -> Iterator[Block]:
    role = {
        "ads_brief": "promoter",
        "design_brief": "designer",
        "pack_list": "warehouse",
        "service_script": "presales",
    }.get(kind)
    rows = tuple((title, done) for owner, title, done in facts.ready if owner == role)
    if rows:
        yield Heading(text("papers.acceptance"), 2)
        yield Checklist(rows)
    yield Words(text("papers.sign_line"), "muted")


SECTIONS: Mapping[str, Callable[[PromotionFacts], Sections]] = {
    "ads_brief": ads_brief.sections,
    "design_brief": _brief_sections,
    "service_script": service_script.sections,
    "pack_list": pack_list.sections,
    "promotion_plan": plan_paper.sections,
}
