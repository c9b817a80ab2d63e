"""Settling the groups of a layer: which offers each line takes, and what they take off together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopplanner.domain.promotions.branching import Branching, TooLongError
from shopplanner.domain.promotions.cart import Cart, Entry, Taken
from shopplanner.domain.promotions.item_layer import by_priority
from shopplanner.domain.promotions.profile import Group
from shopplanner.domain.promotions.search import DYNAMIC, TOTALS, Grouping, best_grouping, best_total
from shopplanner.domain.promotions.tools import Mode, Objective, Reach

ALLOWED = 3000
"""Decisions that branch and bound may look at where going through all sets of lines is possible too."""
Take = Callable[[Cart, Entry, Sequence[int], Sequence[int]], Taken | None]
Most = Callable[[Cart, Entry, Sequence[int]], tuple[int, Sequence[int]]]
Jobs = Sequence[tuple[Group, Sequence[Entry]]]
Outcome = tuple[int, list[Taken]]
"""What is taken off in all, and by which offers."""


def settle(cart: Cart, jobs: Jobs, take: Take, most: Most) -> None:
    """Take off what the groups of a layer give.

    Args:
        cart: the cart, before the layer.
        jobs: the groups of the layer that have live offers, each with them.
        take: what one offer takes off some lines.
        most: what one offer can take off at most, in all and off each line.
    """
    for taken in _Layer(cart, jobs, take, most).best(0, cart.left, frozenset())[1]:
        cart.take(taken)


class _Layer:
    """The groups of one layer on a cart, settled one after the other, together for the lowest total."""

    def __init__(self, cart: Cart, jobs: Jobs, take: Take, most: Most) -> None:
        self.cart = cart
        self.jobs = jobs
        self.take = take
        self.most = most

    def best(self, number: int, left: Sequence[int], closed: frozenset[int]) -> Outcome:
        """Return the most that the groups from ``number`` on take off, when so much is left of the lines."""
        if number == len(self.jobs):
            return 0, []
        group, entries = self.jobs[number]
        fitting = _open(entries, closed) if closed else entries
        competing = group.mode in {Mode.BEST, Mode.EXCLUSIVE} and group.scope is not Reach.ORDER
        if not competing:
            return self._then(number, left, closed, self._without_choice(group, fitting, left))
        if self.cart.profile.best_of_objective is Objective.PER_SUBORDER:
            return self._then(number, left, closed, self._per_line(fitting, left))
        numbers = sorted({line for entry in fitting for line in entry.members})
        if not numbers:
            return self._then(number, left, closed, [])
        found = self._taken(self._grouping(fitting, numbers, left), left)
        outcome = self._then(number, left, closed, found)
        if number == len(self.jobs) - 1:
            return outcome
        return self._together(number, left, closed, fitting, outcome)

    def _grouping(self, entries: Sequence[Entry], numbers: Sequence[int], left: Sequence[int]) -> Grouping:
        """Return which offers get which lines so that most is taken off."""
        value = self._value(left)
        if len(numbers) <= DYNAMIC:
            return best_grouping(entries, numbers, value)
        if len(numbers) > TOTALS:
            return self._branching(entries, left).best()
        try:
            return self._branching(entries, left).best(ALLOWED)
        except TooLongError:
            return best_total(entries, numbers, value)

    def _branching(self, entries: Sequence[Entry], left: Sequence[int]) -> Branching:
        numbers = sorted({line for entry in entries for line in entry.members})
        return Branching(entries, numbers, self._value(left), lambda entry: self.most(self.cart, entry, left))

    def _together(
        self, number: int, left: Sequence[int], closed: frozenset[int], entries: Sequence[Entry], outcome: Outcome
    ) -> Outcome:
        """Return the most of a group and those after it together; in most carts the group's own best is that."""
        own = sum(taken.total for taken in outcome[1] if taken.entry.offer.tool in self.jobs[number][0].members)
        later = self.best(number + 1, left, closed)[0]
        best = outcome

        def consider(_saved: int, grouping: Grouping) -> int:
            nonlocal best
            other = self._then(number, left, closed, self._taken(grouping, left))
            if other[0] > best[0]:
                best = other
            return best[0] - later

        if outcome[0] < own + later:
            self._branching(entries, left).visit(outcome[0] - later, consider)
        return best

    def _then(self, number: int, left: Sequence[int], closed: frozenset[int], found: list[Taken]) -> Outcome:
        """Return what a group took and what the groups after it take then."""
        group = self.jobs[number][0]
        for taken in found:
            left = _less(left, taken)
        if found and group.mode is Mode.EXCLUSIVE:
            touched = {line for taken in found for line, part in enumerate(taken.parts) if part}
            closed = closed | (set(range(len(left))) if group.scope is Reach.ORDER else touched)
        later = self.best(number + 1, left, closed)
        return sum(taken.total for taken in found) + later[0], found + later[1]

    def _value(self, left: Sequence[int]) -> Callable[[Entry, Sequence[int]], int]:
        def value(entry: Entry, members: Sequence[int]) -> int:
            taken = self.take(self.cart, entry, members, left)
            return taken.total if taken else 0

        return value

    def _taken(self, grouping: Grouping, left: Sequence[int]) -> list[Taken]:
        """Return what the offers of a grouping take off; their lines are distinct."""
        found = (self.take(self.cart, entry, members, left) for entry, members in grouping)
        return [taken for taken in found if taken]

    def _per_line(self, entries: Sequence[Entry], left: Sequence[int]) -> list[Taken]:
        """Let each line take what would give it most if all lines of the offer took it."""
        alone = [(entry, self.take(self.cart, entry, entry.members, left)) for entry in entries]
        members: dict[int, list[int]] = {}
        for number in range(len(left)):
            best = 0
            winner: Entry | None = None
            for entry, taken in alone:
                if taken and taken.parts[number] > best:
                    best, winner = taken.parts[number], entry
            if winner is not None:
                members.setdefault(winner.position, []).append(number)
        return self._taken([(entry, members[entry.position]) for entry in entries if entry.position in members], left)

    def _without_choice(self, group: Group, entries: Sequence[Entry], left: Sequence[int]) -> list[Taken]:
        """Settle a group whose lines have no choice of their own."""
        if group.mode in {Mode.BEST, Mode.EXCLUSIVE}:
            each = [self.take(self.cart, entry, entry.members, left) for entry in entries]
            best = max((taken for taken in each if taken), key=lambda taken: taken.total, default=None)
            return [best] if best else []
        found: list[Taken] = []
        touched: set[int] = set()
        for entry in by_priority(entries):
            members = [number for number in entry.members if number not in touched]
            taken = self.take(self.cart, entry, members, left)
            if taken is None:
                continue
            found.append(taken)
            left = _less(left, taken)
            if group.mode is Mode.FIRST:
                if group.scope is Reach.ORDER:
                    break
                touched |= {number for number, part in enumerate(taken.parts) if part}
        return found


def _open(entries: Sequence[Entry], closed: frozenset[int]) -> list[Entry]:
    """Return the offers with the lines that are not closed to them; those with none are left out."""
    found = [entry._replace(members=tuple(each for each in entry.members if each not in closed)) for entry in entries]
    return [entry for entry in found if entry.members]


def _less(left: Sequence[int], taken: Taken) -> list[int]:
    return [rest - part for rest, part in zip(left, taken.parts, strict=True)]
