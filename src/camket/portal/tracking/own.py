"""What stands in the address of a case where its tracking code would."""

OWN = "-"
"""Who opens the case has signed in, as its owner or for its owner, and needs no code."""
