"""What may happen to a complaint, and what a decision must hold. Pure."""
