"""Segments, personas and the planned crowd mix."""
