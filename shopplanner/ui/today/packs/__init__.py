"""Rule packs: what they hold, where it comes from, and a person's own copies."""
