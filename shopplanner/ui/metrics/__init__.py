"""Pages of the metrics tab."""
