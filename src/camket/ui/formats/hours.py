"""Opening hours in words: `thứ Hai đến thứ Sáu, 08:00 – 17:00`."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from camket.ui.formats.dates import weekday
from camket.worktime import Block, OpeningHours

A_MONDAY = date(2026, 11, 23)


def hours_words(hours: OpeningHours, language: str) -> str:
    """Days with the same blocks are told together; closed days are not told."""
    runs = groupby(enumerate(hours.week), key=lambda day: day[1])
    told = [
        f"{_days([place for place, _ in run], language)}, {_blocks(blocks, language)}"
        for blocks, run in ((blocks, list(run)) for blocks, run in runs)
        if blocks
    ]
    words = "; ".join(told)
    return words[:1].upper() + words[1:]


def _days(places: list[int], language: str) -> str:
    first, last = (weekday(A_MONDAY + timedelta(places[end]), language) for end in (0, -1))
    if len(places) == 1:
        return first
    return f"{first} {'to' if language.startswith('en') else 'đến'} {last}"


def _blocks(blocks: tuple[Block, ...], language: str) -> str:
    joint = " and " if language.startswith("en") else " và "
    return joint.join(f"{_clock(block.opens)} – {_clock(block.closes)}" for block in blocks)


def _clock(since_midnight: timedelta) -> str:
    minutes = int(since_midnight.total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
