"""Numbers over arrays: no SQL, no Qt."""
