"""No process outlives the one that started it, not even when that one was killed without a word.

The supervisor keeps the writing end of a pipe and hands the reading end to each child. The kernel closes
the writing end however the supervisor ends, and the child then reads the end of the file.
"""

from __future__ import annotations

import os
import signal
import threading
import time

VARIABLE = "CAMKET_LEASH"
GRACE_SECONDS = 8.0


def follow_parent() -> None:
    """Watch the pipe that the supervisor left in the environment; without one, nobody is followed."""
    descriptor = os.environ.pop(VARIABLE, None)
    if descriptor:
        threading.Thread(
            target=_end_with_parent, args=(int(descriptor),), name="leash", daemon=True
        ).start()


def _end_with_parent(descriptor: int) -> None:
    os.read(descriptor, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
