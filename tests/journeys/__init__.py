"""Whole stories through the real processes, doors and pages."""
