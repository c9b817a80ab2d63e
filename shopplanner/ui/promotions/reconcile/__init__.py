"""The comparison with the platform's own prices."""
