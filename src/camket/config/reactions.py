"""The one table: a fact of a lower room → the actions of higher rooms that follow, in one transaction."""

from __future__ import annotations


def bind() -> None:
    """Hand the table to the room that records facts."""
