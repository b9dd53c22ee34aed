"""What keeps the desk and its customers safe, row by row of the standard (docs/security)."""
