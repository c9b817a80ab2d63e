"""Pages of the today tab."""
