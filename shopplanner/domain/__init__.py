"""Frozen dataclasses and rules; standard library only."""
