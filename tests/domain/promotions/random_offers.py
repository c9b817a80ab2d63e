"""Random offers of every tool and random lines, for tests that hold quick ways of pricing against the price engine."""

from __future__ import annotations

from hypothesis import strategies as st

from shopplanner.domain.promotions.offers import CartLine, Offer, Tier
from shopplanner.domain.promotions.profile import Profile
from shopplanner.domain.promotions.tools import BY_PIECES, Base, Stacking, Tool
from tests.domain.promotions.earlier import EARLIER

SKUS = ("A", "B", "C", "D")
PROFILES = (
    Profile("current"),
    Profile("earlier", groups=EARLIER),
    Profile("sequential", item_reductions=Stacking.SEQUENTIAL, shop_threshold_base=Base.AFTER_ITEM),
)
scopes = st.sampled_from(
    [frozenset[str](), frozenset({"A"}), frozenset({"A", "B"}), frozenset({"B", "C"}), frozenset({"A", "C", "D"})]
)
RATES = frozenset(
    {
        Tool.DAILY_REDUCTION,
        Tool.OFFICIAL_REDUCTION,
        Tool.ITEM_PERCENT,
        Tool.CLEARANCE,
        Tool.MEMBER_REDUCTION,
        Tool.RETURNING_REDUCTION,
        Tool.AMOUNT_PERCENT,
        Tool.PIECES_PERCENT,
        Tool.GOLD_COINS,
    }
)
COMMON = (
    Tool.ITEM_PERCENT,
    Tool.ITEM_AMOUNT,
    Tool.OFFICIAL_REDUCTION,
    Tool.COUPON,
    Tool.COUPON,
    Tool.PIECES_PERCENT,
    Tool.PIECES_AMOUNT,
    Tool.AMOUNT_REDUCTION,
    Tool.CATEGORY_COUPON,
    Tool.CROSS_SHOP,
    Tool.GIFT,
)
"""What is in most plans, so that pairs are often priced the quick way."""


@st.composite
def an_offer(draw: st.DrawFn, number: int, *, common: bool) -> Offer:
    """Draw an offer; ``common`` ones are of the usual tools."""
    tool = draw(st.sampled_from(COMMON if common else tuple(Tool)))
    amount = draw(st.integers(1, 80)) * draw(st.sampled_from([10, 55, 100]))
    rate = draw(st.integers(1, 60)) * 100
    pieces = draw(st.integers(1, 4))
    threshold = pieces if tool in BY_PIECES else draw(st.sampled_from([0, amount + 10, amount * 3, amount * 7]))
    return Offer(
        id=str(number),
        tool=tool,
        benefit=draw(st.integers(1, 2)) if tool is Tool.FREE_PIECES else rate if tool in RATES else amount,
        threshold=threshold,
        tiers=draw(tiers(tool, threshold)),
        scope=draw(scopes),
        repeat=draw(st.sampled_from([1, 1, 0, 2])),
        limit=draw(st.sampled_from([0, 0, 0, 1, 2])),
        audience=draw(st.sampled_from(["all", "all", "member", "new", "returning"])),
        buy=draw(st.sampled_from([0, 1, 2])),
        gift_cost=draw(st.integers(0, 900)) if tool is Tool.GIFT else 0,
        cap=0 if common else draw(st.sampled_from([0, 0, 0, 700])),
        deposit=draw(st.integers(1, 20)) if tool is Tool.PRESALE else 0,
        seller_share=draw(st.sampled_from([10_000, 10_000, 10_000, 5_000, 3_333])),
    )


def tiers(tool: Tool, threshold: int) -> st.SearchStrategy[tuple[Tier, ...]]:
    """Return further tiers for tools that have them."""
    if tool in (Tool.PIECES_PERCENT, Tool.PIECES_AMOUNT, Tool.AMOUNT_REDUCTION) and threshold:
        return st.sampled_from([(), (Tier(threshold * 2, 2_500),)])
    return st.just(())


@st.composite
def plans(draw: st.DrawFn, *, most: int = 7) -> tuple[Offer, ...]:
    """Draw the offers of a plan."""
    common = draw(st.booleans())
    return tuple(draw(an_offer(number, common=common)) for number in range(draw(st.integers(0, most))))


@st.composite
def shelves(draw: st.DrawFn) -> tuple[CartLine, ...]:
    """Draw four SKUs."""
    return tuple(
        CartLine(
            sku,
            1,
            draw(st.integers(1, 30_000)),
            cost=draw(st.none() | st.integers(0, 20_000)),
            min_price=draw(st.sampled_from([0, 0, 0, 50])),
        )
        for sku in SKUS
    )
