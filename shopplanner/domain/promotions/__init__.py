"""Rules and values of the promotions room."""
