"""Stacking profiles: dated sets of rules about which offers go together, in which order and from which price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from shopplanner.domain.promotions.rounding import Rounding
from shopplanner.domain.promotions.tools import (
    LAYER_OF,
    LAYERS,
    Allocation,
    Base,
    Layer,
    Mode,
    Objective,
    Overflow,
    Reach,
    Stacking,
    Tool,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Tools of one layer whose offers are settled together; how is told in ``offers``.

    Attributes:
        members: tools, all of one layer.
        mode: how their offers get along.
        scope: for what one choice is made: the pieces of a line (``unit``, which is the same as ``suborder`` since a
            line holds pieces of one SKU), a line (``suborder``), or the whole cart (``order``).
    """

    members: tuple[Tool, ...]
    mode: Mode = Mode.BEST
    scope: Reach = Reach.SUBORDER

    @property
    def layer(self) -> Layer:
        """The layer of its tools."""
        return LAYER_OF[self.members[0]]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A pair of tools that do not go together: where the winner is, the loser's offers do not apply.

    ``scope`` ``suborder``: on each line that an offer of the winner covers. ``order``: on every line, as soon as the
    winner covers any line. Covering is enough: it does not matter whether the winner takes anything off.
    ``platforms``: the platforms on which it holds; empty for all.
    """

    winner: Tool
    loser: Tool
    scope: Reach = Reach.SUBORDER
    platforms: tuple[str, ...] = ()


MULTI_PIECE = tuple(tool for tool in LAYERS[Layer.SHOP] if tool is not Tool.COUPON)
"""What the platform calls 多件优惠: every tool of the shop layer but coupons."""
ITEM_GROUPS = (
    Group((Tool.ITEM_FIXED, Tool.FLASH_SALE)),
    Group((Tool.DAILY_REDUCTION,)),
    Group((Tool.OFFICIAL_REDUCTION,)),
    Group((Tool.ITEM_PERCENT, Tool.ITEM_AMOUNT, Tool.CLEARANCE)),
    Group((Tool.MEMBER_REDUCTION,)),
    Group((Tool.RETURNING_REDUCTION,)),
)
PLATFORM_GROUPS = tuple(Group((tool,), Mode.BEST, Reach.ORDER) for tool in LAYERS[Layer.PLATFORM])
CURRENT = (*ITEM_GROUPS, Group((*MULTI_PIECE, Tool.COUPON)), *PLATFORM_GROUPS)
"""Groups since 2026-03-10: a sub-order takes a coupon or a multi-piece offer, whichever takes off more."""
EXCLUSIONS = (
    Exclusion(Tool.FLASH_SALE, Tool.DAILY_REDUCTION),
    Exclusion(Tool.PRESALE, Tool.DAILY_REDUCTION),
    Exclusion(Tool.DAILY_REDUCTION, Tool.ITEM_PERCENT),
    Exclusion(Tool.DAILY_REDUCTION, Tool.OFFICIAL_REDUCTION),
    Exclusion(Tool.DAILY_REDUCTION, Tool.CROSS_SHOP),
)
"""Pairs that the daily campaign's whitepaper names (2026-05-19)."""


@dataclass(frozen=True)
class Profile:
    """A dated set of stacking rules. Shipped ones are packs; the defaults here are the rules since 2026-03-10.

    Attributes:
        groups: settled in this order within each layer; a tool in no group stacks, after the groups of its layer.
        exclusions: pairs that do not go together, looked at in this order before anything is computed.
        item_reductions: ``parallel``: all reductions of the item layer are computed from the same price (the tag
            price, or the price that a price-setting tool gave) and then subtracted; ``sequential``: each is computed
            from what the reductions of the groups before it left.
        shop_reductions: ``parallel``: percentages of the shop layer are computed from a piece's price after the item
            layer; ``sequential``: from what is left of it.
        shop_threshold_base: amount that thresholds in money of the shop layer are tested on.
        platform_threshold_base: the same for the platform layer.
        percent_rounding: rounding of percentages off several pieces (shop layer), piece by piece.
        item_rounding: rounding of percentages of the item layer that no other rounding is named for.
        daily_rounding: rounding of 超级立减.
        official_rounding: rounding of 官方立减.
        best_of_objective: ``lowest_total``: lines are given to offers so that the buyer pays least;
            ``per_suborder``: each line takes the offer that would take most off it, see ``offers``.
        count_lines_taken_by_other_offer: whether lines in an offer's scope that took another offer of the same group
            still count towards its threshold.
        overflow: whether what a line cannot bear of a shared amount moves to the others or is lost.
        allocation: who gets the odd fen when an amount is shared.
        min_payable: least that must be paid for all goods together, in fen.
    """

    id: str
    groups: tuple[Group, ...] = CURRENT
    exclusions: tuple[Exclusion, ...] = EXCLUSIONS
    item_reductions: Stacking = Stacking.PARALLEL
    shop_reductions: Stacking = Stacking.PARALLEL
    shop_threshold_base: Base = Base.TAG
    platform_threshold_base: Base = Base.BEFORE_OFFICIAL
    percent_rounding: Rounding = Rounding.FLOOR_JIAO_PER_UNIT
    item_rounding: Rounding = Rounding.HALF_UP_FEN
    daily_rounding: Rounding = Rounding.CEIL_BY_PRICE_BAND
    official_rounding: Rounding = Rounding.CEIL_YUAN
    best_of_objective: Objective = Objective.LOWEST_TOTAL
    count_lines_taken_by_other_offer: bool = False
    overflow: Overflow = Overflow.TO_OTHERS
    allocation: Allocation = Allocation.LARGEST_REMAINDER
    min_payable: int = 1

    @cached_property
    def layered(self) -> Mapping[Layer, tuple[Group, ...]]:
        """The groups of each layer in their order, with those of the tools that are in no group at the end."""
        named = {tool for group in self.groups for tool in group.members}
        return {
            layer: (
                *(group for group in self.groups if group.layer is layer),
                *(Group((tool,), Mode.STACK) for tool in tools if tool not in named),
            )
            for layer, tools in LAYERS.items()
        }


def problem_of(profile: Profile) -> str:
    """Return what no engine could follow in a profile; empty if nothing."""
    seen: set[Tool] = set()
    for group in profile.groups:
        if not group.members:
            return "groups: a group has no members"
        for tool in group.members:
            if LAYER_OF[tool] is not group.layer:
                return f"groups: {tool.value} and {group.members[0].value} are not of one layer"
            if tool in seen:
                return f"groups: {tool.value} is in two places"
            seen.add(tool)
    for pair in profile.exclusions:
        if pair.winner is pair.loser:
            return f"exclusions: {pair.winner.value} excludes itself"
    return "" if profile.min_payable >= 0 else "min_payable is below 0"
