"""The three questions: what next, how did it go, what should I change; each answered in a few ranked lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shopplanner.domain.messages import Message, message
from shopplanner.services.today import levers, look_back, next_steps
from shopplanner.services.today.lines import Line
from shopplanner.services.workspace import Workspace

MOST: Final = 7
"""Lines of an answer: more is a list, not an answer."""


class Question(StrEnum):
    """What a person asks."""

    NEXT = "next"
    WENT = "went"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its lines by weight, and by which rule they were found."""

    question: Question
    lines: tuple[Line, ...]
    rule: Message


ANSWERS: Final[Mapping[Question, Callable[[Workspace], list[Line]]]] = {
    Question.NEXT: next_steps.lines,
    Question.WENT: look_back.lines,
    Question.CHANGE: levers.lines,
}


def answer(workspace: Workspace, question: Question) -> Answer:
    """Return the answer from what the shop has; what cannot be told is said to be so."""
    found = sorted(ANSWERS[question](workspace), key=lambda line: -line.weight)
    return Answer(question, tuple(found[:MOST]), message(f"today.rule.{question}"))
