"""The adviser on the type of shop."""
