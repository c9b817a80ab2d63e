"""Paths, packs, settings, logging, clock, atomic files."""
