"""Price bands of the market and the shop's own tier."""
