"""The single door: an arrival goes to the room that owns its matter."""
