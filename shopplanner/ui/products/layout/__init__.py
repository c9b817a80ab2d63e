"""The layout page."""
