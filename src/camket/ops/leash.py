"""No process outlives the one that started it, not even when that one was killed without a word.

The supervisor keeps the writing end of a pipe, and each child the reading end. The kernel closes the
writing end however the supervisor ends, and the child then reads the end of the file.
"""

from __future__ import annotations

import os
import signal
import threading
import time

GRACE_SECONDS = 8.0


def follow(reading_end: int) -> None:
    """End this process when nobody holds the other end of the pipe any more."""
    threading.Thread(
        target=_end_with_parent, args=(reading_end,), name="leash", daemon=True
    ).start()


def _end_with_parent(reading_end: int) -> None:
    os.read(reading_end, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
