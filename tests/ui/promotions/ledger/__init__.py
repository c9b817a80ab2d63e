"""Tests of the lowest-price ledger's page."""
