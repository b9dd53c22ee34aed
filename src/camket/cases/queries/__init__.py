"""Reading cases: through a gate, and under a purpose."""
