"""Pages of the positioning tab."""
