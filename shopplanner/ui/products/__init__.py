"""Pages of the products tab."""
