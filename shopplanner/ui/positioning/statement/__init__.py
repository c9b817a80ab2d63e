"""The positioning statement and the one-page sheet."""
