"""The registry of checks and their findings."""

from shopplanner.services.checks.registry import KIND, RegisteredCheck, all_checks, check_of, run_checks

__all__ = ["KIND", "RegisteredCheck", "all_checks", "check_of", "run_checks"]
