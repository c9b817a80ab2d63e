"""The prices page."""
