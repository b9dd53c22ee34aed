"""The chain of facts."""
