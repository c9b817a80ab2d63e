"""Palette from theme packs, icon tinting, fonts."""
