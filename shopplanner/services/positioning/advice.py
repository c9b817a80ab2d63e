"""Which type of shop fits what the worksheet says."""

from __future__ import annotations

from dataclasses import dataclass

from shopplanner.domain.positioning.shop_types import Advice, advise
from shopplanner.domain.positioning.worksheets import Values
from shopplanner.services.positioning import definitions, worksheets
from shopplanner.services.positioning.definitions import ShopTypes
from shopplanner.services.positioning.worksheets import Sheet
from shopplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShopTypeAdvice:
    """The worksheet and every shop type judged by it, best first; ``target`` is the type chosen, if any."""

    sheet: Sheet
    rules: ShopTypes
    advices: tuple[Advice, ...]
    target: str


def shop_type_advice(workspace: Workspace, sheet_id: int = 0) -> ShopTypeAdvice:
    """Return the shop types judged by a worksheet; the chosen one by default."""
    sheet = worksheets.sheet(workspace, "shop_type", sheet_id)
    rules = definitions.shop_types()
    target = sheet.values.get(("target", 0))
    return ShopTypeAdvice(sheet, rules, advise(rules.types, facts(sheet.values)), str(target.value) if target else "")


def facts(values: Values) -> dict[str, str | int | bool]:
    """Return what a worksheet says of the shop, by field."""
    return {path: one.value for (path, _), one in values.items() if not isinstance(one.value, list)}
