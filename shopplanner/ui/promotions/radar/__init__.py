"""The price radar: SKU by day, the worst that a plan can come to."""
