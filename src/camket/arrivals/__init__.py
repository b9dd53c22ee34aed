"""Arrivals: the raw bytes that came in, stored before anything else, and the parsers that read them."""
