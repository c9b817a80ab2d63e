"""Rules and values of the metrics room."""
