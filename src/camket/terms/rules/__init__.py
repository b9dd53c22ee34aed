"""What an edition is, when it asks for an acceptance, and when a breach may be decided. Pure."""
