"""The page of one case: what is known, what happened, what may be done next."""
