"""The lowest-price ledger."""
