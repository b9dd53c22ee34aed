"""What a customer fills in: the three steps of a complaint, finding a case, answering on it."""
