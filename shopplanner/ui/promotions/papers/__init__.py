"""The page of briefs, scripts, lists and plans."""
