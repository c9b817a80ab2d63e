"""Rules and values of the positioning room."""
