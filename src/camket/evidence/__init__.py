"""The chain of facts: everything that happens to a case, in an order that cannot be changed unseen."""
