"""Queueing what must be told, delivering it, and hearing that it came back."""
