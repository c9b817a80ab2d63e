"""Shared fixtures: leaks."""
