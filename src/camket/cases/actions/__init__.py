"""What may be done to a case, whatever its kind."""
