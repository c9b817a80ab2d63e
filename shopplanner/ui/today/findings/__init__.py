"""Open problems: what all checks found, each with its rule."""
