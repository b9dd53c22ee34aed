"""What scans files: something that says the name of what it found, or nothing."""

from __future__ import annotations

from typing import Protocol


class ScannerSilent(Exception):
    """The scanner does not answer. Files wait, and are scanned when it does."""


class Unscannable(Exception):
    """The scanner answered that it cannot judge this file, for instance because it is too large for it."""


class Scanner(Protocol):
    """Judges one file at a time."""

    def scan(self, content: bytes) -> str | None:
        """The name of what does harm in it, or None. Raises ScannerSilent or Unscannable."""
