"""The reverse calculator: from a wanted price, line, margin or sales to the setting that reaches it."""
