"""The planned mix of product roles against the actual one, and what the gaps lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from shopplanner.domain.messages import Message, Percent, message
from shopplanner.domain.products.economics import WHOLE, share
from shopplanner.domain.products.roles import ROLES

NOTABLE: Final = 500
"""A gap of five points between plan and range is worth a word."""


@dataclass(frozen=True, slots=True)
class Member:
    """A product on sale as the mix sees it; ``paid_amount`` is None where nothing is known."""

    role: str
    category: str
    skus: int
    stock: int | None
    paid_amount: int | None


@dataclass(frozen=True, slots=True)
class RoleShare:
    """A role in plan and range; shares in basis points.

    Attributes:
        role: its id; empty for products without one.
        target: planned share of the number of products; None where nothing is planned.
        products: how many products have it.
        by_number: their share of all products on sale.
        paid_amount: what they brought; None where nothing is known.
        by_amount: their share of what all products brought.
    """

    role: str
    target: int | None
    products: int
    by_number: int | None
    paid_amount: int | None
    by_amount: int | None

    @property
    def gap(self) -> int | None:
        """The actual share of the number less the planned one; None without a plan."""
        return None if self.target is None or self.by_number is None else self.by_number - self.target


@dataclass(frozen=True, slots=True)
class CategoryShare:
    """A category's part of the range."""

    category: str
    products: int
    skus: int
    by_number: int | None
    paid_amount: int | None
    by_amount: int | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Breadth and depth of a range.

    Attributes:
        products: breadth, the number of products on sale (宽度).
        skus: all their variants.
        categories: how many categories they belong to.
        stock: pieces on hand of products whose stock is known.
        stocked: how many products those are.
    """

    products: int
    skus: int
    categories: int
    stock: int
    stocked: int

    @property
    def depth(self) -> int | None:
        """Pieces on hand a product (深度), rounded down; None where no stock is known."""
        return self.stock // self.stocked if self.stocked else None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a mix leads to, in words; ``tone`` is good, info, warn or bad."""

    tone: str
    said: Message


def role_shares(members: Iterable[Member], targets: Mapping[str, int]) -> tuple[RoleShare, ...]:
    """Return every role that is planned or taken, the others after them, products without a role last."""
    found = _grouped(members, lambda member: member.role if member.role in ROLES else "")
    count = sum(len(group) for group in found.values())
    amount = sum(_amount(group) or 0 for group in found.values())
    order = [*ROLES, *([""] if "" in found else [])]
    return tuple(_role(role, found.get(role, []), targets.get(role), count, amount) for role in order)


def category_shares(members: Iterable[Member]) -> tuple[CategoryShare, ...]:
    """Return the categories, the largest first; products without one stand under an empty name."""
    found = _grouped(members, lambda member: member.category)
    count = sum(len(group) for group in found.values())
    amount = sum(_amount(group) or 0 for group in found.values())
    shares = [
        CategoryShare(
            category,
            len(group),
            sum(member.skus for member in group),
            share(len(group), count),
            _amount(group),
            _part(_amount(group), amount),
        )
        for category, group in found.items()
    ]
    return tuple(sorted(shares, key=lambda one: (-one.products, one.category)))


def spread(members: Iterable[Member]) -> Spread:
    """Return breadth and depth; a product without variants counts as one SKU."""
    known = list(members)
    stocks = [member.stock for member in known if member.stock is not None]
    categories = {member.category for member in known if member.category}
    skus = sum(max(1, member.skus) for member in known)
    return Spread(len(known), skus, len(categories), sum(stocks), len(stocks))


def target_sum(targets: Mapping[str, int]) -> int:
    """Return what the planned shares add up to, in basis points."""
    return sum(targets.values())


def consequences(shares: Iterable[RoleShare], targets: Mapping[str, int]) -> list[Consequence]:
    """Return what follows from the mix: the plan's own faults first, then roles that are far from it.

    Source: the jobs of the roles as the trade names them; five points of gap are a rule of thumb of this program.
    """
    found = list(shares)
    said = [*_plan_faults(found, targets), *(line for one in found if (line := _of_role(one)) is not None)]
    if not said and targets:
        said.append(Consequence("good", message("products.layout.says.fits")))
    return said


def _plan_faults(shares: list[RoleShare], targets: Mapping[str, int]) -> list[Consequence]:
    said = []
    if not targets:
        said.append(Consequence("info", message("products.layout.says.no_plan")))
    elif target_sum(targets) != WHOLE:
        said.append(Consequence("warn", message("products.layout.says.sum", sum=Percent(target_sum(targets)))))
    roleless = sum(one.products for one in shares if not one.role)
    if roleless:
        said.append(Consequence("warn", message("products.layout.says.roleless", n=roleless)))
    return said


def _of_role(one: RoleShare) -> Consequence | None:
    """Return what a role's distance from its plan leads to; nothing within five points."""
    if not one.role or not one.target or one.gap is None:
        return None
    values = {"target": Percent(one.target), "actual": Percent(one.by_number or 0)}
    if one.products == 0:
        return Consequence("bad", message(f"products.layout.none.{one.role}", **values))
    if one.gap <= -NOTABLE:
        return Consequence("warn", message(f"products.layout.short.{one.role}", **values))
    if one.gap >= NOTABLE:
        return Consequence("warn", message(f"products.layout.over.{one.role}", **values))
    return None


def _role(role: str, group: list[Member], target: int | None, count: int, amount: int) -> RoleShare:
    paid = _amount(group)
    return RoleShare(role, target, len(group), share(len(group), count), paid, _part(paid, amount))


def _grouped(members: Iterable[Member], key: Callable[[Member], str]) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for member in members:
        found.setdefault(key(member), []).append(member)
    return found


def _amount(group: Iterable[Member]) -> int | None:
    known = [member.paid_amount for member in group if member.paid_amount is not None]
    return sum(known) if known else None


def _part(part: int | None, whole: int) -> int | None:
    return None if part is None else share(part, whole)
