"""Every story of the demonstration. A story is written as it happens, line by line."""

from __future__ import annotations

from camket.ops.demo.cast import Cast
from camket.ops.demo.days import Days
from camket.ops.demo.stories import at_work, decided, doors, ended, served
from camket.ops.demo.story import Story


def all_stories(cast: Cast, days: Days) -> list[Story]:
    """The stories around one `now`."""
    return [
        *at_work.stories(cast, days),
        *decided.stories(cast, days),
        *ended.stories(cast, days),
        *doors.stories(cast, days),
        *served.stories(cast, days),
    ]
