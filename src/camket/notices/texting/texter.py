"""What carries a text. Unlike a letter, it counts as told only when its receipt has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Text:
    """A text ready to leave. `reference` is ours, and the same at every try; `full` is the whole letter."""

    reference: str
    to: str
    short: str
    full: str


class Texter(Protocol):
    """Takes a text; raises Undelivered."""

    def send(self, text: Text) -> str:
        """Take one text. Returns the service's own name for it, empty where it goes by ours."""
