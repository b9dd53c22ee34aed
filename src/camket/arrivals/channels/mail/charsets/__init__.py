"""Bytes to text: the charset that was declared, or the one in which the text reads as Vietnamese."""
