"""What an invitation says, for mails that are nothing else (RFC 5545)."""

from __future__ import annotations

import re

_LINE = re.compile(
    r"^(SUMMARY|DESCRIPTION|LOCATION|DTSTART|DTEND)(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.I
)
_ESCAPES = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
_ESCAPE = re.compile(r"\\[nN,;\\]")


def told(calendar: str) -> str:
    """Title, place, time and description, one after the other. Folded lines are joined first."""
    unfolded = re.sub(r"\n[ \t]", "", calendar)
    values = [
        _ESCAPE.sub(lambda e: _ESCAPES[e[0]], found[2]).strip()
        for found in _LINE.finditer(unfolded)
    ]
    return "\n".join(value for value in values if value)
