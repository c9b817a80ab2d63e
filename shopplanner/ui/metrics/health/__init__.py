"""Data health: which days are there, and what cannot be right."""
