"""Dates given to customers: frozen when they are given; kept, broken or superseded."""
