"""Products by price, and promotions in one line, for tests of what is planned and what is paid."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions import plans
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow

FIELDS = frozenset(Promotion.__dataclass_fields__)


def put_products(workspace: Workspace, *products: tuple[str, int | None, int | None, int | None]) -> list[int]:
    """Store products as code, tag price, cost and floor price in fen, and return their ids."""
    with workspace.database.write() as connection:
        return [
            connection.execute(
                insert(ProductRow)
                .values(
                    shop_id=workspace.shop_id, code=code, title=f"商品{code}", short_name=code,
                    tag_price=tag, list_price=tag, cost=cost, floor_price=floor,
                )
                .returning(ProductRow.id)
            ).scalar_one()
            for code, tag, cost, floor in products
        ]  # fmt: skip


def planned(mechanic: str, starts: str, ends: str, **values: Any) -> Promotion:
    """Return a scheduled promotion; ``values`` are its attributes and, as all others, its parameters."""
    own = {"name": mechanic, "status": "scheduled", **{name: each for name, each in values.items() if name in FIELDS}}
    parameters = {name: each for name, each in values.items() if name not in FIELDS}
    return Promotion(
        mechanic=mechanic,
        starts=datetime.fromisoformat(starts),
        ends=datetime.fromisoformat(ends),
        parameters=parameters,
        **own,
    )


def put(workspace: Workspace, mechanic: str, starts: str, ends: str, **values: Any) -> int:
    """Plan a promotion and return its id."""
    return plans.create(workspace, planned(mechanic, starts, ends, **values)).value
