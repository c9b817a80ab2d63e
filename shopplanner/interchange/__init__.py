"""Files in and out: recognising, reading, guarding, writing."""
