"""Shared fixtures: workspace."""
