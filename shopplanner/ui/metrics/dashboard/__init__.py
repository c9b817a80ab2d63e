"""The dashboard: any metrics over any period, drawn, compared and listed."""
