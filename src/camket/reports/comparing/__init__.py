"""Each kind of row against the facts that speak of it. Every function returns what is wrong, or None."""
