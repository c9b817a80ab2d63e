"""What changed: the journal with who, when and what, and undo."""
