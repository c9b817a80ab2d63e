"""Main window, tab and action registry, command palette, welcome and recovery."""
