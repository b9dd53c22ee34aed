"""The customer's face: start, complain, follow, answer. It translates; the rooms below decide."""
