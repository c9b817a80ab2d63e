"""The matrix page."""
