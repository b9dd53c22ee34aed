"""Whether so much of a text is destroyed that a person has to look at what came."""

from __future__ import annotations

import re

SHORTEST_SOUP = 200
MOST_DESTROYED, ALWAYS_FORGIVEN = 0.03, 12
MOST_SOUP = 0.5
# Replaced characters, controls of the second row, and letters that no script has given a shape.
_DESTROYED = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff]")
_SOUP = re.compile(r"(?<![^\s])[A-Za-z0-9+/=]{40,}(?![^\s])")


def is_destroyed(text: str) -> bool:
    """Whether many characters stand for nothing, or most of the text is an encoding nobody could undo."""
    if len(_DESTROYED.findall(text)) > max(ALWAYS_FORGIVEN, MOST_DESTROYED * len(text)):
        return True
    soup = sum(map(len, _SOUP.findall(text)))
    return len(text) > SHORTEST_SOUP and soup > MOST_SOUP * len(text)
