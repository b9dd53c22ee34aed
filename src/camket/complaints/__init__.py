"""Complaints: their moves, points, decisions and remedies."""
