"""Fact tables: wide, typed, clustered by (shop, day, entity), loaded in bulk, upserted by natural key.

Days are integers since 1970-01-01, amounts integer minor units, rates integer parts per million, durations
milliseconds. A null means that the source did not say; it is never a zero. ``batch_id`` is the import that last wrote
the row. Columns that the source has and the program does not know are kept as JSON in ``extras``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Index, Integer, Table, Text

from shopplanner.storage.tables.base import Base


def _fact(name: str, key: dict[str, type[Integer | Text]], measures: str, texts: str = "") -> Table:
    """Return a fact table with ``key`` (after ``shop_id``) as clustered primary key, and its ``_kept`` companion.

    The companion holds what the batch ``kept_for`` said, where it is out of force or other batches spoke of the same
    key, too.
    """
    columns = _columns(key, measures, texts)
    Table(
        f"{name}_kept",
        Base.metadata,
        Column("kept_for", Integer, primary_key=True),
        *columns(),
        sqlite_with_rowid=False,
        info={"kept": True},
    )
    return Table(
        name,
        Base.metadata,
        *columns(),
        sqlite_with_rowid=False,
        info={"fact": True, "key": ("shop_id", *key), "measures": tuple(measures.split())},
    )


def _columns(key: dict[str, type[Integer | Text]], measures: str, texts: str) -> Callable[[], list[Column[Any]]]:
    """Return a maker of a fact's columns; each table needs columns of its own."""

    def make() -> list[Column[Any]]:
        return [
            Column("shop_id", Integer, primary_key=True),
            *(Column(column, kind, primary_key=True) for column, kind in key.items()),
            *(Column(column, Text) for column in texts.split()),
            *(Column(column, Integer) for column in measures.split()),
            Column("extras", Text),
            Column("batch_id", Integer, nullable=False),
        ]

    return make


SHOP_DAY = _fact(
    "shop_day",
    {"day": Integer, "source": Text},
    "visitors page_views item_visitors item_page_views stay_ms bounce_ppm favourite_buyers cart_buyers cart_units "
    "order_buyers order_units order_amount paid_buyers paid_units paid_amount paid_orders paid_sub_orders "
    "new_visitors old_visitors old_paid_buyers old_paid_amount refund_amount ad_cost commission reviews "
    "positive_reviews negative_reviews description_score_ppm service_score_ppm logistics_score_ppm shop_favourites "
    "mobile_visitors mobile_paid_amount",
)
"""A shop's day. ``source`` is the exporting system (sycm, jd, generic): figures of two systems are never added."""

PRODUCT_DAY = _fact(
    "product_day",
    {"day": Integer, "product_code": Text, "source": Text},
    "visitors page_views stay_ms bounce_ppm favourite_buyers cart_buyers cart_units order_buyers order_units "
    "order_amount paid_buyers paid_units paid_amount paid_orders new_paid_buyers old_paid_buyers old_paid_amount "
    "refund_amount search_visitors search_paid_buyers impressions clicks list_amount stock",
    "title",
)
"""A product's day."""

CHANNEL_DAY = _fact(
    "channel_day",
    {"day": Integer, "channel": Text, "source": Text},
    "visitors new_visitors page_views favourite_buyers cart_buyers bounce_ppm order_buyers order_amount paid_buyers "
    "paid_amount",
)
"""A traffic source's day; ``channel`` is the path of its levels joined by `` / ``."""

AD_DAY = _fact(
    "ad_day",
    {"day": Integer, "campaign_id": Text, "product_code": Text, "source": Text},
    "impressions clicks ad_cost deal_amount deal_count direct_deal_amount direct_deal_count cart_units favourites "
    "deal_buyers new_deal_buyers presale_amount",
    "campaign scene title",
)
"""A campaign's day; ``product_code`` is empty in campaign reports. ``source`` keeps item and campaign reports apart:
they are two cuts of the same spend and are never added."""

ORDERS = _fact(
    "orders",
    {"order_id": Text},
    "day paid_day created_at paid_at goods_amount freight_amount total_amount paid_amount refund_amount units kinds",
    "status buyer_hash province city title close_reason source",
)
"""An order. ``created_at`` and ``paid_at`` are local seconds since 1970-01-01; unpaid orders have no ``paid_day``."""

ORDER_LINE = _fact(
    "order_line",
    {"order_id": Text, "line_id": Text},
    "day created_at paid_at units list_price payable_amount paid_amount refund_amount",
    "product_code title sku merchant_code status refund_status buyer_hash source",
)
"""An order line (子订单). ``day`` is the day of payment, else of creation."""

REFUND = _fact(
    "refund",
    {"refund_id": Text},
    "applied_day finished_day paid_day paid_amount refund_amount buyer_refund_amount",
    "order_id product_code title sku status kind reason goods_state source",
)
"""A refund case with its three dates."""

KEYWORD_PERIOD = _fact(
    "keyword_period",
    {"day": Integer, "keyword": Text, "source": Text},
    "last_day popularity click_ppm conversion_ppm online_items click_popularity paid_buyers",
)
"""A search word's period, from ``day`` to ``last_day``; popularity is an index and is never summed."""

LISTING = _fact(
    "listing",
    {"table_id": Integer, "item_key": Text},
    "day price sales reviews",
    "title shop brand category",
)
"""A row of a market listing table, for price bands; ``table_id`` is the import batch that brought it."""

REVIEW = _fact(
    "review",
    {"review_id": Text},
    "day score",
    "product_code text aspect polarity source",
)
"""A review without its writer."""

PRICE_QUERY = _fact(
    "price_query",
    {"day": Integer, "product_code": Text, "sku_id": Text, "tool": Text, "offer_id": Text, "offer": Text},
    "lowest_price one_piece_price list_price tag_price cut starts_at ends_at",
    "title sku level detail source",
)
"""The platform's own answer to what a SKU costs, one row for each offer; ``day`` is the day of the query.

``sku_id`` is empty in files by item, the offer's columns where no offer applies.
"""

CAMPAIGN_ITEM = _fact(
    "campaign_item",
    {"campaign_id": Text, "product_code": Text, "sku_id": Text},
    "day list_price lowest_tag required_price campaign_price suggested_price suggested_cut entry_price official_cut "
    "online_stock stock",
    "title sku status suggestion default_rate official_rate ship_time source",
)
"""A SKU in a campaign's registration, with what the platform asks of its price."""

ITEM_OFFER = _fact(
    "item_offer",
    {"offer_id": Text, "product_code": Text, "sku_id": Text},
    "day starts_at ends_at list_price",
    "offer level state title sku benefit source",
)
"""An item discount as the platform holds it; ``benefit`` is in the platform's words."""

PRICE_STRENGTH = _fact(
    "price_strength",
    {"product_code": Text, "rival_id": Text},
    "day price suggested_price sales rival_price",
    "title stars limited required_cut rival source",
)
"""How the platform rates a product's price against the same goods elsewhere."""

ADDITIVE_ROLLUP = Table(
    "shop_rollup_day",
    Base.metadata,
    Column("shop_id", Integer, primary_key=True),
    Column("fact", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("total", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    sqlite_with_rowid=False,
    info={"rollup": True},
)
"""Sums over entities of additive measures by day; visitors and buyers are not in it."""

Index("ix_order_line_shop_id_day", ORDER_LINE.c.shop_id, ORDER_LINE.c.day)
Index("ix_orders_shop_id_day", ORDERS.c.shop_id, ORDERS.c.day)
Index("ix_orders_shop_id_paid_day", ORDERS.c.shop_id, ORDERS.c.paid_day)

FACTS: dict[str, Table] = {
    table.name: table
    for table in (
        SHOP_DAY,
        PRODUCT_DAY,
        CHANNEL_DAY,
        AD_DAY,
        ORDERS,
        ORDER_LINE,
        REFUND,
        KEYWORD_PERIOD,
        LISTING,
        REVIEW,
        PRICE_QUERY,
        CAMPAIGN_ITEM,
        ITEM_OFFER,
        PRICE_STRENGTH,
    )
}
"""Every fact table by name."""
