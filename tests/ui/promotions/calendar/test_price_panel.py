"""What a buyer pays is shown with its derivation, and a loss stands out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QWidget

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions.details import details
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow
from shopplanner.ui.promotions.calendar.price_panel import PricePanel
from tests.services.promotions.shop import BRUSH, CREAM, SOAP, at, put, put_products, tenth_off, till

Labels = Callable[[QWidget], list[str]]


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def panel(themed: None, asked: list[int]) -> Iterator[PricePanel]:
    made = PricePanel(asked.append)
    yield made
    made.deleteLater()


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    put_products(workspace)
    return workspace


def show(panel: PricePanel, shop: Workspace, promotion: Promotion) -> None:
    panel.show_details(details(shop, promotion))


def test_prices_for_one_two_and_three_pieces_and_why(panel: PricePanel, shop: Workspace, labels: Labels) -> None:
    show(panel, shop, tenth_off())
    said = labels(panel)
    assert "What a buyer pays (11-20 12:00)" in said
    # 10 % off 100.00, for everyone and any number of pieces
    assert said.count("¥90.00") == 5
    assert "Leaves ¥50.00 a piece over cost" in said
    assert "Why ¥90.00 (1 pc)" in said or "Why ¥90.00 (1 piece)" in said
    assert "−¥10.00" in said


def test_more_pieces_can_be_the_lowest_and_a_lost_offer_says_why(
    panel: PricePanel, shop: Workspace, labels: Labels
) -> None:
    put(shop, tenth_off(mechanic="coupon", name="小券", parameters={"threshold": 9900, "face": 500}))
    reduction = tenth_off(
        mechanic="threshold_reduction", name="满300减100", whole_shop=True, products=(),
        parameters={"threshold": 30_000, "reduction": 10_000, "repeat": "once"},
    )  # fmt: skip
    show(panel, shop, reduction)
    said = labels(panel)
    # three soaps: 300.00 - 100.00 = 200.00, 66.67 each
    assert "¥200.00 / ¥66.67" in said
    assert any(line.startswith("“小券” not used") for line in said)


def test_a_loss_and_a_price_below_the_floor_stand_out(panel: PricePanel, shop: Workspace, labels: Labels) -> None:
    show(panel, shop, tenth_off(products=(CREAM,), parameters={"kind": "fixed", "price": 4000}))
    assert "Below cost: loses ¥5.00 a piece" in labels(panel)
    with shop.database.write() as connection:
        connection.execute(ProductRow.__table__.update().values(floor_price=9500, cost=4000))  # type: ignore[attr-defined]  # a table
    show(panel, shop, tenth_off())
    assert "Below the floor price ¥95.00" in labels(panel)
    with shop.database.write() as connection:
        connection.execute(ProductRow.__table__.update().values(cost=None))  # type: ignore[attr-defined]  # a table
    show(panel, shop, tenth_off())
    assert any("Cost unknown" in line for line in labels(panel))


def test_without_a_price_the_panel_says_what_is_missing(panel: PricePanel, shop: Workspace, labels: Labels) -> None:
    show(panel, shop, tenth_off(products=(BRUSH,)))
    assert labels(panel) == ["Add a product with a price to see what a buyer pays."]


def test_another_product_can_be_priced(panel: PricePanel, shop: Workspace, asked: list[int]) -> None:
    show(panel, shop, tenth_off(products=(SOAP, CREAM)))
    box = panel.findChildren(QComboBox)[-1]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert asked == [CREAM]


def test_a_bundle_is_priced_as_a_set(panel: PricePanel, shop: Workspace, labels: Labels) -> None:
    bundle = tenth_off(mechanic="bundle", products=(SOAP, CREAM), parameters={"price": 12_000})
    show(panel, shop, bundle)
    assert "¥120.00" in labels(panel)
    show(panel, shop, tenth_off(mechanic="bundle", parameters={"price": 9000}))
    assert any("at least two products" in line for line in labels(panel))


def test_gifts_are_told_with_their_cost(panel: PricePanel, shop: Workspace, labels: Labels) -> None:
    gift = tenth_off(
        mechanic="gift", starts=at("11-20"), ends=till("11-21"),
        parameters={"threshold": 5000, "gift": "浴球", "gift_cost": 310, "quantity": 100},
    )  # fmt: skip
    show(panel, shop, gift)
    assert "Gifts cost the shop ¥3.10" in labels(panel)
