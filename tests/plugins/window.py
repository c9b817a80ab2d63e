"""Shared fixtures: window."""
