"""Table definitions, one module a room; importing this package registers all of them."""

from shopplanner.storage.tables import core, facts, metrics, papers, positioning, products, promotions, team
from shopplanner.storage.tables.base import Base, PlannerRow

__all__ = ["Base", "PlannerRow", "core", "facts", "metrics", "papers", "positioning", "products", "promotions", "team"]
