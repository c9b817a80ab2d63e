"""A synthetic shop to try everything on; made by seed, with known causes to find."""

from shopplanner.services.sample_shop.create import SampleSummary, create

__all__ = ["SampleSummary", "create"]
