"""What selling costs a shop besides the goods: the platform's share, and sending an order."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from shopplanner.domain.changes import Outcome
from shopplanner.domain.messages import message
from shopplanner.services.workspace import Workspace
from shopplanner.services.workspace_settings import get_setting, set_setting

SETTING: Final = "promotions.selling_costs"


@dataclass(frozen=True, slots=True)
class SellingCosts:
    """The platform's share of what the shop receives, in basis points, and fen that sending an order costs."""

    fee_rate: int = 0
    freight: int = 0


def selling_costs(workspace: Workspace) -> SellingCosts:
    """Return the shop's costs of selling; nothing as long as none were entered."""
    return SellingCosts(**get_setting(workspace, SETTING, {}))


def set_selling_costs(workspace: Workspace, costs: SellingCosts) -> Outcome[None]:
    """Keep the shop's costs of selling; one undoable step."""
    return set_setting(
        workspace, SETTING, asdict(costs), label=message("prices.undo.costs"), merge_key="promotions.selling_costs"
    )
