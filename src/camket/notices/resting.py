"""Letting a carrier alone that takes no letters at all: nobody knocks at a closed post office for each letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from camket.notices.rules import rest_after


@dataclass(slots=True)
class Rests:
    """Which channels rest, as one worker saw it. A worker that begins anew knocks once, and knows again."""

    _failures: dict[str, int] = field(default_factory=dict)
    _until: dict[str, datetime] = field(default_factory=dict)

    def at_rest(self, at: datetime) -> set[str]:
        """The channels on which nothing is tried now."""
        return {channel for channel, until in self._until.items() if until > at}

    def begin(self, channel: str, *, at: datetime) -> datetime:
        """Nobody was reached: the channel rests, ever longer. Returns until when."""
        self._failures[channel] = self._failures.get(channel, 0) + 1
        self._until[channel] = rest_after(self._failures[channel], at)
        return self._until[channel]

    def end(self, channel: str) -> None:
        """Somebody answered: the channel works."""
        self._failures.pop(channel, None)
        self._until.pop(channel, None)
