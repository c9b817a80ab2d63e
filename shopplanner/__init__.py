"""ShopPlanner: an offline planner for online shops."""

__version__ = "0.1.0"
