"""Every mechanic says in a few words what it offers."""

from __future__ import annotations

import pytest

from shopplanner.domain.promotions.plan import MECHANICS, defaults
from shopplanner.foundation import i18n
from shopplanner.services.promotions.offer_words import offer_words
from tests.services.promotions.shop import tenth_off

TIERS = [{"threshold": 30_000, "benefit": 4000}]
RATE_TIERS = [{"threshold": 3, "benefit": 2000}]


@pytest.mark.parametrize(
    ("mechanic", "parameters", "words"),
    [
        ("item_discount", {"by_product": {"1": 500}}, "9 折（减 10%）、1 个商品单独设置"),
        ("item_discount", {"kind": "amount", "amount": 500}, "立减 ¥5.00"),
        ("item_discount", {"kind": "fixed", "price": 500}, "一口价 ¥5.00"),
        ("daily_reduction", {}, "超级立减：9 折（减 10%）"),
        ("member_reduction", {"kind": "amount", "amount": 300}, "会员立减：立减 ¥3.00"),
        ("flash_sale", {}, "活动价 ¥99.00"),
        ("platform_event", {}, "官方立减 12%"),
        ("clearance", {}, "清仓阶梯：第 1 天起 9 折（减 10%）、第 8 天起 7 折（减 30%）"),
        (
            "clearance",
            {"measure": "cover", "tiers": [{"threshold": 60, "benefit": 5000}]},
            "清仓阶梯：可售 60 天起 5 折（减 50%）",
        ),
        ("threshold_reduction", {"tiers": TIERS}, "满 ¥199.00 减 ¥20.00、满 ¥300.00 减 ¥40.00"),
        ("threshold_reduction", {"repeat": "each", "cap": 6000}, "满 ¥199.00 减 ¥20.00、每满可叠加、最多减 ¥60.00"),
        (
            "threshold_reduction",
            {"kind": "percent", "repeat": "each", "rate_tiers": [{"threshold": 30_000, "benefit": 1500}]},
            "满 ¥199.00 打 9 折（减 10%）、满 ¥300.00 打 8.5 折（减 15%）",
        ),
        ("quantity_reduction", {"rate_tiers": RATE_TIERS}, "满 2 件 9 折（减 10%）、满 3 件 8 折（减 20%）"),
        (
            "quantity_reduction",
            {"kind": "amount", "tiers": [{"threshold": 4, "benefit": 3000}], "repeat": "up_to", "times": 3},
            "满 2 件减 ¥10.00、满 4 件减 ¥30.00、最多 3 次",
        ),
        ("any_n_for_price", {"tiers": [{"threshold": 5, "benefit": 14_900}]}, "任选 3 件 ¥99.00、任选 5 件 ¥149.00"),
        ("nth_piece", {}, "第 2 件 5 折（减 50%）"),
        ("nth_piece", {"kind": "fixed", "price": 100}, "第 2 件 ¥1.00"),
        ("buy_x_get_y", {}, "买 2 送 1"),
        ("member_day", {}, "买 2 送 1"),
        ("bundle", {}, "套餐价 ¥99.00"),
        ("coupon", {}, "券：满 ¥99.00 减 ¥10.00"),
        ("coupon", {"threshold": 0}, "无门槛券 ¥10.00"),
        (
            "category_coupon",
            {"coupon": "vip", "tiers": TIERS},
            "88VIP 券：满 ¥200.00 减 ¥20.00、满 ¥300.00 减 ¥40.00",
        ),
        ("cross_shop", {"cap": 10_000}, "跨店每满 ¥300.00 减 ¥50.00、最多减 ¥100.00"),
        ("red_packet", {}, "红包 ¥5.00"),
        ("red_packet", {"threshold": 5000}, "红包 ¥5.00（满 ¥50.00 可用）"),
        ("gold_coins", {}, "淘金币最高抵 3%"),
        ("presale", {}, "定金 ¥50.00 抵 ¥100.00"),
        ("free_freight", {}, "满 ¥88.00 包邮"),
        ("free_freight", {"threshold": 0}, "包邮"),
        ("gift", {"gift": "浴球"}, "满 ¥199.00 送 浴球"),
        ("gift", {"gift": "浴球", "kind": "pieces"}, "买满 2 件送 浴球"),
    ],
)
def test_offers_in_words(mechanic: str, parameters: dict[str, object], words: str) -> None:
    i18n.set_language("zh_CN")
    promotion = tenth_off(mechanic=mechanic, parameters={**defaults(mechanic), **parameters})
    assert offer_words(promotion) == words


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("mechanic", MECHANICS)
def test_every_mechanic_has_words(mechanic: str, language: str) -> None:
    i18n.set_language(language)
    assert offer_words(tenth_off(mechanic=mechanic, parameters=defaults(mechanic)))
