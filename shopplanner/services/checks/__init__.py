"""The registry of checks and their findings."""
