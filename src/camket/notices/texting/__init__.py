"""Telling by text message: over a telephone company's gateway, or from the official account on Zalo."""
