"""The plan of a promotion: goals by phase, offers with their check, goods by role, tasks, readiness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shopplanner.domain.messages import Money
from shopplanner.domain.papers import Block, Cell, Checklist, Grid, Heading, PaperColumn, Words
from shopplanner.foundation.i18n import text
from shopplanner.services.metrics import definitions
from shopplanner.services.promotions.offer_words import offer_words
from shopplanner.services.promotions.papers.facts import PromotionFacts, role_words
from shopplanner.services.promotions.price_words import risk_words
from shopplanner.services.wording import render


def sections(facts: PromotionFacts) -> Mapping[str, list[Block]]:
    """Return the parts that the workspace knows."""
    return {
        "middle": [*_phases(facts), *_targets(facts), *_offers(facts), *_goods(facts)],
        "last": [*_tasks(facts), *_ready(facts)],
    }


def _phases(facts: PromotionFacts) -> Iterator[Block]:
    if facts.promotion.phases:
        columns = tuple(PaperColumn(text(f"papers.column.{name}")) for name in ("phase", "from", "until"))
        rows = tuple(
            (each.name or text(f"promotions.phase.{each.kind}"), each.starts, each.ends)
            for each in facts.promotion.phases
        )
        yield Grid(text("papers.plan.phases"), columns, rows)


def _targets(facts: PromotionFacts) -> Iterator[Block]:
    if facts.targets:
        columns = tuple(PaperColumn(text(f"papers.column.{name}")) for name in ("phase", "metric", "target"))
        yield Grid(text("papers.plan.targets"), columns, tuple(_target_row(*each) for each in facts.targets))


def _target_row(phase: str, metric_id: str, value: int) -> tuple[Cell, ...]:
    named = text(f"promotions.phase.{phase}") if phase else text("papers.total")
    metric = definitions.metrics().get(metric_id)
    if metric is None:
        return named, metric_id, value
    return named, str(metric.name), definitions.format_value(metric, value)


def _offers(facts: PromotionFacts) -> Iterator[Block]:
    """Yield the offers that work together, and for each product what is left at its lowest price."""
    if facts.companions:
        yield Heading(text("papers.plan.together"), 2)
        for each in facts.companions:
            yield Words(f"{each.name}: {offer_words(each)}")
    columns = (
        PaperColumn(text("papers.column.product"), 3),
        *(PaperColumn(text(f"papers.column.{name}")) for name in ("general", "lowest", "check", "cost")),
        PaperColumn(text("papers.column.verdict"), 3),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.name, Money(each.prices.general), Money(each.prices.lowest), Money(each.prices.check_value),
            None if each.cost is None else Money(each.cost), risk_words(each),
        )
        for each in facts.priced
    ]  # fmt: skip
    if rows:
        yield Grid(text("papers.plan.prices"), columns, tuple(rows))
    if facts.priced:
        for lost in facts.priced[0].prices.carts[0].rejected:
            yield Words(render(lost.reason), "muted")


def _goods(facts: PromotionFacts) -> Iterator[Block]:
    columns = (
        PaperColumn(text("papers.column.role")),
        PaperColumn(text("papers.column.product"), 3),
        *(PaperColumn(text(f"papers.column.{name}")) for name in ("list_price", "floor", "stock")),
    )
    rows = tuple(
        (role_words(item.role), item.name, _money(item.tag_price), _money(item.floor_price),
         item.stock)
        for item in sorted(facts.items, key=lambda item: (item.role, item.id))
    )  # fmt: skip
    if rows:
        yield Grid(text("papers.plan.goods"), columns, rows)
    if facts.more:
        yield Words(text("papers.more", n=facts.more), "muted")


def _tasks(facts: PromotionFacts) -> Iterator[Block]:
    columns = (
        PaperColumn(text("papers.column.due")),
        PaperColumn(text("papers.column.role")),
        PaperColumn(text("papers.column.task"), 4),
        PaperColumn(text("papers.column.done")),
    )
    rows = tuple(
        (task.due, text(f"promotions.role.{task.role}"), task.title, "☑" if task.done else "☐") for task in facts.tasks
    )
    if rows:
        yield Grid(text("papers.plan.tasks"), columns, rows)


def _ready(facts: PromotionFacts) -> Iterator[Block]:
    if facts.ready:
        yield Heading(text("papers.plan.ready"), 2)
        yield Checklist(
            tuple((f"{text(f'promotions.role.{role}')}: {title}", done) for role, title, done in facts.ready)
        )


def _money(minor: int | None) -> Money | None:
    return None if minor is None else Money(minor)
