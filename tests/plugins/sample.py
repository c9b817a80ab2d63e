"""Shared fixtures: sample."""
