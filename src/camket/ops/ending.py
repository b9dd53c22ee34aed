"""A process that is asked to end finishes what it is doing first."""

from __future__ import annotations

import signal
import threading
from types import FrameType


def when_asked() -> threading.Event:
    """An event that SIGTERM and SIGINT set from now on. Call it in the main thread."""
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return asked
