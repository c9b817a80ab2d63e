"""The names of the price engine's world: tools, their layers, and the choices that a stacking profile makes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Tool(StrEnum):
    """Kinds of offers; the platform's own names stand beside each."""

    ITEM_FIXED = "item_fixed"  # 促销价: a price instead of the tag price
    FLASH_SALE = "flash_sale"  # 聚划算 / 百亿补贴 / 淘宝秒杀: an exclusive campaign price
    DAILY_REDUCTION = "daily_reduction"  # 超级立减
    OFFICIAL_REDUCTION = "official_reduction"  # 官方立减
    ITEM_PERCENT = "item_percent"  # 单品宝 / 单品立减, percent
    ITEM_AMOUNT = "item_amount"  # 单品立减, amount
    CLEARANCE = "clearance"  # 清仓阶梯, its rate already looked up
    MEMBER_REDUCTION = "member_reduction"  # 会员立减
    RETURNING_REDUCTION = "returning_reduction"  # 回头客立减
    AMOUNT_REDUCTION = "amount_reduction"  # 满元减钱
    AMOUNT_PERCENT = "amount_percent"  # 满元打折
    PIECES_PERCENT = "pieces_percent"  # 满件打折
    PIECES_AMOUNT = "pieces_amount"  # 满件减钱
    N_FOR_PRICE = "n_for_price"  # N 元任选
    NTH_PIECE = "nth_piece"  # 第 N 件
    FREE_PIECES = "free_pieces"  # 买 x 送 y
    BUNDLE = "bundle"  # 搭配购
    COUPON = "coupon"  # 店铺券 / 商品券
    CROSS_SHOP = "cross_shop"  # 跨店满减
    CATEGORY_COUPON = "category_coupon"  # 品类券
    CONSUMER_COUPON = "consumer_coupon"  # 消费券
    VIP_COUPON = "vip_coupon"  # 88VIP 券
    RED_PACKET = "red_packet"  # 红包
    GOLD_COINS = "gold_coins"  # 淘金币
    PRESALE = "presale"  # 预售定金膨胀
    FREE_FREIGHT = "free_freight"  # 满额包邮
    GIFT = "gift"  # 赠品


class Layer(StrEnum):
    """Where in the order of reductions an offer stands; the order here is the order of calculation."""

    ITEM = "item"
    SHOP = "shop"
    PLATFORM = "platform"
    ASSET = "asset"
    PRESALE = "presale"
    FREIGHT = "freight"
    GIFT = "gift"


LAYERS: Mapping[Layer, tuple[Tool, ...]] = {
    Layer.ITEM: (
        Tool.ITEM_FIXED,
        Tool.FLASH_SALE,
        Tool.DAILY_REDUCTION,
        Tool.OFFICIAL_REDUCTION,
        Tool.ITEM_PERCENT,
        Tool.ITEM_AMOUNT,
        Tool.CLEARANCE,
        Tool.MEMBER_REDUCTION,
        Tool.RETURNING_REDUCTION,
    ),
    Layer.SHOP: (
        Tool.AMOUNT_REDUCTION,
        Tool.AMOUNT_PERCENT,
        Tool.PIECES_PERCENT,
        Tool.PIECES_AMOUNT,
        Tool.N_FOR_PRICE,
        Tool.NTH_PIECE,
        Tool.FREE_PIECES,
        Tool.BUNDLE,
        Tool.COUPON,
    ),
    Layer.PLATFORM: (Tool.CROSS_SHOP, Tool.CATEGORY_COUPON, Tool.CONSUMER_COUPON, Tool.VIP_COUPON),
    Layer.ASSET: (Tool.RED_PACKET, Tool.GOLD_COINS),
    Layer.PRESALE: (Tool.PRESALE,),
    Layer.FREIGHT: (Tool.FREE_FREIGHT,),
    Layer.GIFT: (Tool.GIFT,),
}
LAYER_OF: Mapping[Tool, Layer] = {tool: layer for layer, tools in LAYERS.items() for tool in tools}
PRICE_SETTING = frozenset({Tool.ITEM_FIXED, Tool.FLASH_SALE})
"""Tools that give a piece a price; the others of their layer take something off it."""
BY_PIECES = frozenset({Tool.PIECES_PERCENT, Tool.PIECES_AMOUNT, Tool.N_FOR_PRICE, Tool.NTH_PIECE, Tool.FREE_PIECES})
"""Tools whose threshold counts pieces; all other thresholds are amounts."""


class Mode(StrEnum):
    """How the offers of a group get along; see ``offers``."""

    STACK = "stack"
    BEST = "best"
    FIRST = "first"
    EXCLUSIVE = "exclusive"


class Reach(StrEnum):
    """For what a group makes one choice, or an exclusion holds."""

    UNIT = "unit"
    SUBORDER = "suborder"
    ORDER = "order"


class Stacking(StrEnum):
    """From which price the reductions of a layer are computed."""

    PARALLEL = "parallel"
    SEQUENTIAL = "sequential"


class Base(StrEnum):
    """The amount of a line that a threshold in money is tested on."""

    TAG = "tag"
    BEFORE_OFFICIAL = "before_official"
    AFTER_ITEM = "after_item"
    AFTER_SHOP = "after_shop"
    LEFT = "left"


class Objective(StrEnum):
    """How a group that takes the best decides."""

    LOWEST_TOTAL = "lowest_total"
    PER_SUBORDER = "per_suborder"


class Overflow(StrEnum):
    """What becomes of the part of a shared reduction that a line cannot bear."""

    TO_OTHERS = "to_others"
    LOST = "lost"


class Allocation(StrEnum):
    """Who gets the odd fen when an amount is shared."""

    LARGEST_REMAINDER = "largest_remainder"
    HALF_DOWN_FIRST = "half_down_first"
    FLOOR_LAST = "floor_last"
