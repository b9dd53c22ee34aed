"""Opening hours as a line of its own: `Thứ Hai đến thứ Sáu, 08:00 – 17:00`."""

from __future__ import annotations

from camket.worktime import OpeningHours


def hours_words(hours: OpeningHours, language: str) -> str:
    """As `OpeningHours.spoken` says them, with a capital."""
    words = hours.spoken(language)
    return words[:1].upper() + words[1:]
