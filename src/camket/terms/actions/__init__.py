"""Publishing editions, accepting them or leaving, and the moves of a breach notice."""
