"""Doors through which bytes come in without a browser."""
