"""The terms that customers accept, leaving instead of accepting, and alleged breaches of them."""
