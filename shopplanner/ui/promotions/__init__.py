"""Pages of the promotions tab."""
