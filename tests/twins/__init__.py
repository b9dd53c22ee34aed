"""Twins of the services outside: they speak as the real ones do, retries and disorder included."""
