"""Fixtures that every test can use, one module a subject."""

pytest_plugins = (
    "tests.plugins.leaks",
    "tests.plugins.workspace",
    "tests.plugins.sample",
    "tests.plugins.window",
)
