"""Where bars go on the timeline: lanes from top to bottom, and lines inside a lane; arithmetic only."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions.tasks import Task
from shopplanner.ui.promotions.calendar.axis import Axis, number

LANES: Final = ("platform", "own", "hero", "ads", "member")
"""The lanes of promotions from top to bottom; tasks follow."""
TASKS: Final = "tasks"
TASK_LINES: Final = 4
SECOND: Final = 1 / 86_400


@dataclass(frozen=True)
class Strip:
    """A promotion on a line of its lane; begin and end in days since year 1."""

    promotion: Promotion
    line: int
    begin: float
    end: float


@dataclass(frozen=True)
class Note:
    """A task on a line of the tasks' lane; without a line it only counts."""

    task: Task
    line: int | None
    begin: float


@dataclass(frozen=True)
class Lane:
    """A lane with its bars.

    Attributes:
        top: upper edge in the whole picture, in pixels.
        height: height in pixels; of a collapsed one, that of one line.
        strips: bars by begin.
        widest: days of the longest bar, to find those that reach into view.
        notes: tasks by day; only in the lane of tasks.
    """

    name: str
    top: float
    height: float
    collapsed: bool
    strips: tuple[Strip, ...] = ()
    widest: float = 0.0
    notes: tuple[Note, ...] = ()

    def seen(self, axis: Axis) -> list[Strip]:
        """Return the bars of which a part is seen."""
        low = bisect_left(self.strips, axis.start - self.widest, key=_begin)
        high = bisect_left(self.strips, axis.start + axis.days, key=_begin)
        return [each for each in self.strips[low:high] if each.end > axis.start]

    def notes_seen(self, axis: Axis) -> Sequence[Note]:
        """Return the tasks of the days that are seen, and of the days before whose words reach in."""
        low = bisect_left(self.notes, axis.start - 1, key=_note_begin)
        return self.notes[low : bisect_left(self.notes, axis.start + axis.days, key=_note_begin)]


def _begin(strip: Strip) -> float:
    return strip.begin


def _note_begin(note: Note) -> float:
    return note.begin


@dataclass(frozen=True)
class Measures:
    """Heights in pixels: of a bar, of the gap below it, of the room above and below a lane's lines."""

    bar: float
    gap: float
    pad: float

    def line_top(self, lane: Lane, line: int) -> float:
        """Return the upper edge of a line."""
        return lane.top + self.pad + line * (self.bar + self.gap)

    def height(self, lines: int) -> float:
        """Return how high a lane of so many lines is."""
        return self.pad * 2 + max(1, lines) * (self.bar + self.gap) - self.gap


def lay_lanes(
    promotions: Iterable[Promotion],
    tasks: Mapping[date, Sequence[Task]],
    shown: Collection[str],
    collapsed: Collection[str],
    measures: Measures,
    least: float,
    note: float,
    named: Callable[[Promotion], float] | None = None,
) -> list[Lane]:
    """Return the lanes from top to bottom.

    Args:
        promotions: this year's and, with negative ids, last year's, which take what the others leave free.
        tasks: open tasks by due day.
        shown: names of the lanes to show.
        collapsed: names of those to show as one thin line.
        measures: heights.
        least: days that a bar takes at least, so that short ones can be seen and held.
        note: days that the words of a task take; 0 if they are not written.
        named: days that a promotion's name takes; given where every name must have room, in its bar or behind it.
    """
    by_lane: dict[str, list[Promotion]] = {name: [] for name in LANES}
    for each in promotions:
        by_lane.setdefault(each.lane, []).append(each)
    lanes: list[Lane] = []
    top = 0.0
    for name in [each for each in LANES if each in shown]:
        strips = _strips(by_lane[name], least, named)
        folded = name in collapsed
        lines = 1 if folded else max((each.line + 1 for each in strips), default=1)
        widest = max((each.end - each.begin for each in strips), default=0.0)
        lanes.append(Lane(name, top, measures.height(lines), folded, tuple(strips), widest))
        top += lanes[-1].height
    if TASKS in shown:
        folded = TASKS in collapsed
        notes = _notes(tasks, 0.0 if folded else note)
        lines = 1 if folded else max((each.line + 1 for each in notes if each.line is not None), default=1)
        if lines > 1 and any(each.line is None for each in notes):
            lines += 1
        lanes.append(Lane(TASKS, top, measures.height(lines), folded, notes=tuple(notes)))
    return lanes


def live_on(lanes: Sequence[Lane], name: str, day: date) -> list[int]:
    """Return the promotions of a day in a lane, or in all lanes for an empty name, from top to bottom."""
    begin = day.toordinal()
    return [
        strip.promotion.id
        for lane in lanes
        if name in ("", lane.name)
        for strip in sorted(lane.strips, key=_line)
        if strip.promotion.id > 0 and strip.begin < begin + 1 and strip.promotion.ends.date() >= day
    ]


def _line(strip: Strip) -> int:
    return strip.line


def stretched(lanes: Sequence[Lane], measures: Measures, room: float, most: float) -> tuple[list[Lane], Measures]:
    """Return lanes that share out the room they leave, each at most so much, and the measures that place their bars."""
    more = min(most, max(0.0, room - sum(lane.height for lane in lanes)) / max(1, len(lanes)))
    grown = [replace(lane, top=lane.top + at * more, height=lane.height + more) for at, lane in enumerate(lanes)]
    return grown, replace(measures, pad=measures.pad + more / 2)


def pack(spans: Sequence[tuple[float, float]], lines: list[list[tuple[float, float]]]) -> list[int]:
    """Return a line for each span among lines that are partly taken; adds the spans to the lines.

    Each takes the first line that is free, so that what comes later never changes what was laid before.
    """
    chosen = []
    for span in spans:
        line = next((at for at, taken in enumerate(lines) if _free(taken, span)), len(lines))
        if line == len(lines):
            lines.append([])
        insort(lines[line], span)
        chosen.append(line)
    return chosen


def _free(taken: Sequence[tuple[float, float]], span: tuple[float, float]) -> bool:
    """Whether a span overlaps none of the others, which do not overlap each other."""
    at = bisect_left(taken, span)
    before, after = taken[at - 1 : at] if at else (), taken[at : at + 1]
    return all(end <= span[0] for _begin, end in before) and all(begin >= span[1] for begin, _end in after)


def _strips(promotions: Sequence[Promotion], least: float, named: Callable[[Promotion], float] | None) -> list[Strip]:
    """Return the bars of a lane by begin; last year's take what the others leave free."""
    strips: list[Strip] = []
    taken: list[list[tuple[float, float]]] = []
    for ghosts in (False, True):
        spans = [(*_span(each, least), each) for each in promotions if (each.id < 0) == ghosts]
        spans.sort(key=lambda span: (span[0], -span[1], span[2].id))
        lines = pack([_reach(begin, end, named(each) if named else 0.0) for begin, end, each in spans], taken)
        strips += [Strip(each, at, begin, end) for (begin, end, each), at in zip(spans, lines, strict=True)]
    strips.sort(key=_begin)
    return strips


def _reach(begin: float, end: float, name: float) -> tuple[float, float]:
    """Return the room of a bar with its name, which stands behind a bar that is too short for it."""
    return (begin, end) if end - begin >= name else (begin, end + name)


def _span(promotion: Promotion, least: float) -> tuple[float, float]:
    begin, end = number(promotion.starts), number(promotion.ends) + SECOND
    return begin, max(end, begin + least)


def _notes(tasks: Mapping[date, Sequence[Task]], room: float) -> list[Note]:
    """Return the tasks by day; those that find no line, or whose words are not written, only count."""
    ends = [0.0] * TASK_LINES
    notes = []
    for day in sorted(tasks):
        begin = float(day.toordinal())
        for task in tasks[day]:
            line = next((at for at, taken in enumerate(ends) if taken <= begin), None) if room else None
            if line is not None:
                ends[line] = begin + room
            notes.append(Note(task, line, begin))
    return notes
