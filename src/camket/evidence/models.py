"""Rows of the chain; only this room writes them."""
