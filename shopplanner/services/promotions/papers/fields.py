"""The fields of a promotion's papers: what they are by their packs, what people wrote, and versions handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.changes import Area, Outcome, Place
from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.plan import MOMENT
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.promotions.plan_rows import moment
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.papers import PaperIssueRow, PaperNoteRow
from shopplanner.storage.tables.promotions import PromotionRow

KINDS = ("promotion_plan", "design_brief", "ads_brief", "service_script", "pack_list")


@dataclass(frozen=True)
class PaperField:
    """A field of a paper.

    Attributes:
        section: heading that it stands under.
        example: what could stand there.
        suggestion: name of what the workspace knows and proposes; empty for none.
        lines: how many lines are usual.
        limit: most characters that fit; 0 for any number.
    """

    id: str
    section: Bilingual
    title: Bilingual
    example: Bilingual
    suggestion: str = ""
    lines: int = 1
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """A version of a paper that was handed out."""

    number: int
    made_at: datetime
    digest: str
    signed_by: str
    signed_at: datetime | None


def fields(kind: str) -> tuple[PaperField, ...]:
    """Return the fields of a kind of paper, in order."""
    return packs.load("papers", kind, PaperField).entries


def title(kind: str) -> Bilingual:
    """Return what a kind of paper is called."""
    return packs.load("papers", kind, PaperField).header.title


def written(session: Session, promotion_id: int, kind: str) -> Mapping[str, str]:
    """Return what people wrote into a paper, by field."""
    rows = session.scalars(
        select(PaperNoteRow).where(PaperNoteRow.promotion_id == promotion_id, PaperNoteRow.kind == kind)
    )
    return {row.field: row.value for row in rows if row.value}


def write(workspace: Workspace, promotion_id: int, kind: str, field: str, value: str) -> Outcome[None]:
    """Store what stands in a field; an empty value lets the suggestion stand again.

    Raises:
        NotFoundError: if the promotion was deleted.
    """
    known = next(each for each in fields(kind) if each.id == field)
    label = message("papers.undo.write", field=str(known.title), paper=str(title(kind)))
    key = f"paper-{promotion_id}-{kind}-{field}"
    with workspace.edit(label, Area.PROMOTIONS, place=place(promotion_id, kind), merge_key=key) as unit:
        _promotion(unit.session, promotion_id)
        row = unit.session.scalar(
            select(PaperNoteRow).where(
                PaperNoteRow.promotion_id == promotion_id, PaperNoteRow.kind == kind, PaperNoteRow.field == field
            )
        )
        if row is None:
            row = PaperNoteRow(shop_id=workspace.shop_id, promotion_id=promotion_id, kind=kind, field=field)
            unit.session.add(row)
        row.value = value.strip()
    return unit.outcome(None)


def issues(session: Session, promotion_id: int, kind: str) -> tuple[Issue, ...]:
    """Return the versions of a paper that were handed out, earliest first."""
    rows = session.scalars(
        select(PaperIssueRow)
        .where(PaperIssueRow.promotion_id == promotion_id, PaperIssueRow.kind == kind)
        .order_by(PaperIssueRow.number)
    )
    return tuple(
        Issue(
            row.number,
            moment(row.made_at),
            row.digest,
            row.signed_by,
            moment(row.signed_at) if row.signed_at else None,
        )
        for row in rows
    )


def hand_out(workspace: Workspace, promotion_id: int, kind: str, digest: str) -> Outcome[int]:
    """Record that the paper as it stands is handed out; return the version's number.

    A paper that has not changed since its last version keeps that one's number.

    Raises:
        NotFoundError: if the promotion was deleted.
    """
    label = message("papers.undo.hand_out", paper=str(title(kind)))
    with workspace.edit(label, Area.PROMOTIONS, place=place(promotion_id, kind)) as unit:
        _promotion(unit.session, promotion_id)
        known = issues(unit.session, promotion_id, kind)
        if known and known[-1].digest == digest:
            number = known[-1].number
        else:
            number = known[-1].number + 1 if known else 1
            made_at = workspace.clock.now().strftime(MOMENT)
            unit.session.add(
                PaperIssueRow(
                    shop_id=workspace.shop_id, promotion_id=promotion_id, kind=kind, number=number,
                    made_at=made_at, digest=digest,
                )
            )  # fmt: skip
    return unit.outcome(number)


def sign(workspace: Workspace, promotion_id: int, kind: str, who: str) -> Outcome[None]:
    """Record who accepted the latest version; an empty name takes the signature back.

    Raises:
        NotFoundError: if no version was handed out.
    """
    with workspace.edit(message("papers.undo.sign"), Area.PROMOTIONS, place=place(promotion_id, kind)) as unit:
        row = unit.session.scalar(
            select(PaperIssueRow)
            .where(PaperIssueRow.promotion_id == promotion_id, PaperIssueRow.kind == kind)
            .order_by(PaperIssueRow.number.desc())
        )
        if row is None:
            raise NotFoundError(message("papers.error.no_issue"))
        row.signed_by = who.strip()
        row.signed_at = workspace.clock.now().strftime(MOMENT) if row.signed_by else None
    return unit.outcome(None)


def place(promotion_id: int, kind: str) -> Place:
    """Return where a paper is seen."""
    return Place("promotions", "papers", f"{promotion_id}/{kind}")


def _promotion(session: Session, promotion_id: int) -> PromotionRow:
    row = session.get(PromotionRow, promotion_id)
    if row is None:
        raise NotFoundError(message("promotions.error.gone"))
    return row
