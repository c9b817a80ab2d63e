"""Versions of what the program runs on, for reports and the about page."""

from __future__ import annotations

import platform


def libraries() -> list[tuple[str, str]]:
    """Return names and versions, without those of the window's toolkit."""
    import sqlite3

    return [("Python", platform.python_version()), ("SQLite", sqlite3.sqlite_version)]
