"""Reads everything and writes nothing: verification, the equation, measures."""
