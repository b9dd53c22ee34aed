"""Reading what a service tells us as JSON: nothing in it may make the reader fail."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

EARLIEST = timedelta(days=7)


def read(body: bytes) -> dict[str, Any] | None:
    """The JSON object, or None where the body is something else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def part(told: object, *path: str) -> Any:
    """What stands under a path of names, or None where the path leads nowhere."""
    for name in path:
        told = told.get(name) if isinstance(told, dict) else None
    return told


def written(told: object, *path: str) -> str:
    """The text or number under a path as text, empty where there is none."""
    found = part(told, *path)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return str(found).encode("utf-8", "replace").decode().replace("\x00", "")


def as_text(body: bytes) -> str:
    """Bytes as far as they can be read, for a person's eyes."""
    return body.decode("utf-8", "replace").replace("\x00", "")


def first_receipt(sent_at: datetime | None, received_at: datetime) -> datetime:
    """When the company had it: when its service took it, which may be earlier than when we heard of it.

    The time that was promised runs from there. A service that was cut off delivers late, but no later than
    a week; what claims to be older, or to come from the future, is believed as far as we saw it ourselves.
    """
    if sent_at is None or not received_at - EARLIEST <= sent_at <= received_at:
        return received_at
    return sent_at


def instant(text: str) -> datetime | None:
    """An ISO 8601 instant with an offset, or milliseconds since 1970; else None."""
    try:
        if text.isascii() and text.isdigit():
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return found.astimezone(UTC) if found.tzinfo else None
