"""One module a schema version, named after it."""
