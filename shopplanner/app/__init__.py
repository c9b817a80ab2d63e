"""Start-up, command line, crash handling and wiring: the only package that knows all others."""
