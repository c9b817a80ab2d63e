"""Rules and values of the products room."""
