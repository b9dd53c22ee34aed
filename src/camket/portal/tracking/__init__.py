"""What a customer sees of a case: whose turn, the clock, what happened, and what may be done."""
