"""How Python looks after the memory of a process that has loaded everything it needs."""

from __future__ import annotations

import gc

# A batch of mails makes some hundred thousand objects, nearly all of which go when the last one that names them
# goes. Python's own rule looks through all of them for rings every 700 objects, for a tenth of the work.
OBJECTS_BEFORE_A_LOOK = 50_000


def settle() -> None:
    """Never look again through what is loaded now, and seldom through what comes.

    Processes that are forked afterwards share these pages of memory, because nothing touches them.
    """
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_A_LOOK, 20, 20)
