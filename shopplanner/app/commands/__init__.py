"""Headless commands, one module each: ``add_arguments`` declares them, ``run`` does the work and returns an answer."""
