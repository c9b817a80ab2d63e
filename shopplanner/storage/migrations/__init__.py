"""Schema versions and the way from each to the next, all or nothing."""
