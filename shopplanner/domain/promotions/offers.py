"""What the price engine works on: cart lines, offers, stacking profiles, and the priced cart with its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shopplanner.domain.messages import Message
from shopplanner.domain.promotions.rounding import Rounding


class Tool(StrEnum):
    """Kinds of offers; the platform's own names stand beside each."""

    ITEM_PERCENT = "item_percent"  # 单品宝 / 单品立减, percent
    ITEM_AMOUNT = "item_amount"  # 单品立减, amount
    ITEM_FIXED = "item_fixed"  # a campaign price
    DAILY_REDUCTION = "daily_reduction"  # 超级立减
    OFFICIAL_REDUCTION = "official_reduction"  # 官方立减
    PIECES_PERCENT = "pieces_percent"  # 满件打折
    PIECES_AMOUNT = "pieces_amount"  # 满件减钱
    AMOUNT_REDUCTION = "amount_reduction"  # 满元减钱
    FREE_PIECES = "free_pieces"  # 买 x 送 y
    BUNDLE = "bundle"  # 搭配购
    COUPON = "coupon"  # 店铺券 / 商品券
    CROSS_SHOP = "cross_shop"  # 跨店满减
    CATEGORY_COUPON = "category_coupon"  # 品类券 / 88VIP 券
    RED_PACKET = "red_packet"  # 红包
    GIFT = "gift"  # 赠品


class Layer(StrEnum):
    """Where in the order of reductions an offer stands."""

    ITEM = "item"
    SHOP = "shop"
    PLATFORM = "platform"
    ASSET = "asset"
    GIFT = "gift"


LAYER_OF: Mapping[Tool, Layer] = {
    Tool.ITEM_PERCENT: Layer.ITEM,
    Tool.ITEM_AMOUNT: Layer.ITEM,
    Tool.ITEM_FIXED: Layer.ITEM,
    Tool.DAILY_REDUCTION: Layer.ITEM,
    Tool.OFFICIAL_REDUCTION: Layer.ITEM,
    Tool.PIECES_PERCENT: Layer.SHOP,
    Tool.PIECES_AMOUNT: Layer.SHOP,
    Tool.AMOUNT_REDUCTION: Layer.SHOP,
    Tool.FREE_PIECES: Layer.SHOP,
    Tool.BUNDLE: Layer.SHOP,
    Tool.COUPON: Layer.SHOP,
    Tool.CROSS_SHOP: Layer.PLATFORM,
    Tool.CATEGORY_COUPON: Layer.PLATFORM,
    Tool.RED_PACKET: Layer.ASSET,
    Tool.GIFT: Layer.GIFT,
}


@dataclass(frozen=True, slots=True)
class CartLine:
    """A sub-order: pieces of one SKU to one address. Amounts in fen; ``tag_price`` is the price before reductions."""

    sku: str
    quantity: int
    tag_price: int
    list_price: int | None = None
    cost: int | None = None
    product: str = ""

    @property
    def item(self) -> str:
        """The product that the SKU belongs to."""
        return self.product or self.sku


@dataclass(frozen=True, slots=True)
class Tier:
    """From a threshold on (pieces or fen), what is taken off: fen, or basis points."""

    threshold: int
    benefit: int


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer that is live for the buyer at the moment of the sale.

    Attributes:
        scope: products in it; empty for the whole shop.
        benefit: fen off, the fixed price, or basis points off, by tool.
        threshold: fen or pieces that must be reached; 0 for none.
        tiers: further thresholds with larger benefits.
        repeat: times the benefit may be given: 1 once, 0 as often as the threshold is reached.
        limit: most redemptions for one buyer; 0 for none.
        audience: ``all``, or who gets it (member, new, 88vip).
        whole_cycle: covers a whole check cycle and so counts in the platform's low-price check.
        buy: for free pieces, how many must be paid.
        gift_cost: fen that a gift costs the shop.
    """

    id: str
    tool: Tool
    benefit: int = 0
    threshold: int = 0
    tiers: tuple[Tier, ...] = ()
    scope: frozenset[str] = frozenset()
    repeat: int = 1
    limit: int = 0
    audience: str = "all"
    whole_cycle: bool = True
    buy: int = 0
    gift_cost: int = 0
    name: str = ""

    @property
    def layer(self) -> Layer:
        """The layer that its tool belongs to."""
        return LAYER_OF[self.tool]

    def covers(self, line: CartLine) -> bool:
        """Whether a line is in its scope."""
        return not self.scope or line.item in self.scope or line.sku in self.scope

    def tier(self, reached: int) -> Tier | None:
        """Return the best tier that is reached."""
        tiers = sorted((Tier(self.threshold, self.benefit), *self.tiers), key=lambda tier: tier.threshold)
        fitting = [tier for tier in tiers if reached >= tier.threshold]
        return fitting[-1] if fitting else None


@dataclass(frozen=True)
class Profile:
    """A dated set of stacking rules; flags marked inferred in its pack are not confirmed by the platform.

    Attributes:
        parallel_item_reductions: every item reduction is computed from the tag price (else one after the other).
        one_shop_offer_per_line: a line takes a coupon or a multi-piece offer, not both.
        threshold_on_tag_price: shop thresholds are met by tag prices (else by prices after item reductions).
        percent_rounding: how a percent off several pieces is rounded.
        min_payable: least that must be paid, in fen.
    """

    id: str
    parallel_item_reductions: bool = True
    one_shop_offer_per_line: bool = True
    threshold_on_tag_price: bool = True
    percent_rounding: Rounding = Rounding.FLOOR_JIAO_PER_UNIT
    min_payable: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One reduction: which offer, how much off each line, and the figures that it rests on."""

    offer: Offer
    layer: Layer
    taken: tuple[int, ...]
    text: Message

    @property
    def total(self) -> int:
        """What it took off the whole cart, in fen."""
        return sum(self.taken)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An offer that did not apply, and why."""

    offer: Offer
    reason: Message


@dataclass(frozen=True)
class PricedCart:
    """A priced cart; ``tag_total - sum of steps == payable``, line by line too."""

    lines: tuple[CartLine, ...]
    tag_total: int
    payable: int
    line_payable: tuple[int, ...]
    steps: tuple[Step, ...]
    rejected: tuple[Rejection, ...]
    gifts_cost: int = 0
    profile: str = ""
    unit_payable: tuple[tuple[int, ...], ...] = field(default=())
