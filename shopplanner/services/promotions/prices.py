"""What a buyer pays: the engine on the workspace's products and live promotions."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopplanner.domain.errors import NotFoundError
from shopplanner.domain.messages import message
from shopplanner.domain.promotions.campaign_rules import covers_cycle
from shopplanner.domain.promotions.offers import CartLine, Offer, Profile
from shopplanner.domain.promotions.plan import Promotion, offer_of
from shopplanner.domain.promotions.profile import problem_of
from shopplanner.domain.promotions.three_prices import ThreePrices, three_prices
from shopplanner.foundation import packs
from shopplanner.foundation.bilingual import Bilingual
from shopplanner.services.promotions.plans import promotions_in
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.core import ShopRow
from shopplanner.storage.tables.products import ProductRow


@dataclass(frozen=True, kw_only=True)
class ProfileEntry(Profile):
    """A stacking profile as its pack holds it; ``inferred`` names flags that are not confirmed."""

    title: Bilingual
    valid_from: str
    inferred: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no engine could follow.

        Raises:
            ValueError: naming what is wrong; a pack with it does not load.
        """
        datetime.fromisoformat(self.valid_from)
        wrong = problem_of(self) or _not_flags(self.inferred)
        if wrong:
            raise ValueError(wrong)

    def as_profile(self, platform: str = "") -> Profile:
        """Return it as the engine's rules; with a platform, without the exclusions that hold on others only."""
        if not platform:
            return self
        return replace(
            self,
            exclusions=tuple(each for each in self.exclusions if not each.platforms or platform in each.platforms),
        )


def _not_flags(names: tuple[str, ...]) -> str:
    """Return what is wrong with the names of flags that are not confirmed; empty if nothing is."""
    known = {each.name for each in fields(Profile)} - {"id"}
    return next((f"inferred: {name!r} is no flag" for name in names if name not in known), "")


@dataclass(frozen=True)
class ProductPrices:
    """The three prices of a product at a moment, its costs, and the rules used; amounts in fen."""

    product_id: int
    name: str
    tag_price: int
    cost: int | None
    floor_price: int | None
    prices: ThreePrices
    profile: ProfileEntry
    moment: datetime

    @property
    def margin(self) -> int | None:
        """What the lowest price leaves over the cost; None if the cost is not known."""
        return None if self.cost is None else self.prices.lowest - self.cost

    @property
    def risk(self) -> str:
        """``cost`` if the lowest price is below the cost, ``floor`` if below the floor price, empty if neither."""
        if self.margin is not None and self.margin < 0:
            return "cost"
        return "floor" if self.floor_price is not None and self.prices.lowest < self.floor_price else ""


def profiles() -> list[ProfileEntry]:
    """Return all stacking profiles."""
    return [entry for name in packs.names("profiles") for entry in packs.load("profiles", name, ProfileEntry).entries]


def profile_header(profile_id: str) -> packs.PackHeader:
    """Return what a profile's pack says of its source, date and grade."""
    found = (packs.load("profiles", name, ProfileEntry) for name in packs.names("profiles"))
    return next(pack.header for pack in found if any(entry.id == profile_id for entry in pack.entries))


def profile_at(moment: datetime, platform: str = "taobao") -> ProfileEntry:
    """Return the profile in force at a moment of sale; shops elsewhere take the generic one."""
    if platform not in {"taobao", "tmall"}:
        return next(entry for entry in profiles() if entry.id == "generic-sequential")
    dated = [
        entry
        for entry in profiles()
        if entry.id.startswith("taobao") and datetime.fromisoformat(entry.valid_from) <= moment
    ]
    return max(dated, key=lambda entry: entry.valid_from)


def live_promotions(session: Session, shop_id: int, moment: datetime) -> list[Promotion]:
    """Return the promotions that are live at a moment, without ideas and those that have no product left."""
    found = promotions_in(session, shop_id, moment.date(), moment.date())
    return [each for each in found if each.starts <= moment <= each.ends and each.counts]


def offers_in(session: Session, shop_id: int, promotions: list[Promotion]) -> list[Offer]:
    """Return promotions as offers."""
    codes = {
        row.id: row.code
        for row in session.execute(select(ProductRow.id, ProductRow.code).where(ProductRow.shop_id == shop_id))
    }
    return [offer_of(each, codes) for each in promotions]


def offers_at(session: Session, shop_id: int, promotions: list[Promotion], moment: datetime) -> list[Offer]:
    """Return live promotions as offers at a moment of sale.

    An offer of the shop that covers only a part of the moment's check cycle reaches buyers but does not count in the
    platform's low-price check; the platform's own reduction always counts. Source: campaign whitepaper, 2026-05-19.
    """
    return [
        replace(
            offer,
            whole_cycle=each.mechanic == "platform_event" or covers_cycle(each.starts, each.ends, moment.date()),
        )
        for each, offer in zip(promotions, offers_in(session, shop_id, promotions), strict=True)
    ]


def prices_of(
    workspace: Workspace, product_id: int, moment: datetime, *, draft: Promotion | None = None
) -> ProductPrices:
    """Return a product's three prices at a moment, with every live promotion.

    Args:
        workspace: where from.
        product_id: the product.
        moment: moment of the sale.
        draft: a promotion that is being edited: it stands in for its stored state, or joins as if it were live.

    Raises:
        NotFoundError: if the product is gone or has no price.
    """
    with workspace.read() as session:
        row = session.get(ProductRow, product_id)
        if row is None:
            raise NotFoundError(message("promotions.error.product_gone"))
        live = live_promotions(session, workspace.shop_id, moment)
        if draft is not None:
            live = [each for each in live if each.id != draft.id] + [draft]
        return _priced(session, row, live, moment, workspace.shop_id)


def prices_at(workspace: Workspace, moment: datetime) -> list[ProductPrices]:
    """Return the three prices of every product that has a price, at a moment."""
    with workspace.read() as session:
        live = live_promotions(session, workspace.shop_id, moment)
        return prices_with(session, workspace.shop_id, live, moment)


def prices_with(session: Session, shop_id: int, promotions: list[Promotion], moment: datetime) -> list[ProductPrices]:
    """Return the same as if just these promotions were live, inside an open session."""
    rows = session.scalars(select(ProductRow).where(ProductRow.shop_id == shop_id).order_by(ProductRow.id)).all()
    offers = offers_at(session, shop_id, promotions, moment)
    profile = profile_in(session, shop_id, moment)
    return [
        _three(row, offers, profile, moment) for row in rows if row.tag_price is not None or row.list_price is not None
    ]


def profile_in(session: Session, shop_id: int, moment: datetime) -> ProfileEntry:
    """Return the profile for a shop's platform at a moment of sale."""
    shop = session.get(ShopRow, shop_id)
    return profile_at(moment, shop.platform if shop else "taobao")


def _priced(session: Session, row: ProductRow, live: list[Promotion], moment: datetime, shop_id: int) -> ProductPrices:
    if row.tag_price is None and row.list_price is None:
        raise NotFoundError(message("promotions.error.no_price", name=row.short_name or row.title))
    return _three(row, offers_at(session, shop_id, live, moment), profile_in(session, shop_id, moment), moment)


def _three(row: ProductRow, offers: list[Offer], profile: ProfileEntry, moment: datetime) -> ProductPrices:
    tag = row.tag_price if row.tag_price is not None else row.list_price
    line = CartLine(row.code, 1, tag or 0, row.list_price, row.cost, row.code)
    covering = [offer for offer in offers if offer.covers(line)]
    prices = three_prices(line, covering, profile.as_profile())
    return ProductPrices(
        row.id, row.short_name or row.title, tag or 0, row.cost, row.floor_price, prices, profile, moment
    )
