"""A process that has loaded the product and lets it work in children, each killed one step later.

`python -m tests.kills.nursery SCENARIO [STEP]` prepares the databases that the environment names. Each
round puts something to do before the desk, lets a child work until its deadly step, moves the clock on by
more than any claim lasts, and lets another child work to the end. The first child that comes through ends
it. With the beginning of a step's name, rounds begin at the first such step. Every round is one line of
JSON, and the last line says how everything stands.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

CLAIMS_RUN_OUT = timedelta(minutes=20)
MOST_STEPS = 600
KILLED = -9


def main(scenario: str, first: str = "") -> None:
    """Round after round."""
    import django  # noqa: PLC0415 - the settings are those of the test that started us

    django.setup()
    from camket.ops import memory  # noqa: PLC0415 - settings are read from here on
    from tests.kills import work  # noqa: PLC0415 - rows exist from here on

    chosen = work.SCENARIOS[scenario]
    wait(start(work.set_up))
    work.load()
    memory.settle()
    begin = _place_of(first, chosen) if first else 1
    for number in count(begin):
        assert number < MOST_STEPS, "it never comes through"
        killed, step = chosen.round(number)
        _move_clock()
        wait(start(chosen.labour))
        print(json.dumps({"round": number, "killed": killed, "step": step}), flush=True)
        if not killed:
            break
    wait(start(lambda: print(json.dumps(work.standing()), flush=True)))


def _place_of(first: str, chosen: Any) -> int:
    """At which step the first with that name is: a child that nobody kills tells them all."""
    names = chosen.round(0)[1].splitlines()
    return 1 + next(place for place, name in enumerate(names) if name.startswith(first))


def start(labour: Callable[[], Any]) -> int:
    """Let a child do it; returns its process id."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        labour()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def wait(pid: int) -> bool:
    """Wait for a child; returns whether it was killed. Any other early end is a fault."""
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert ended in {0, KILLED}, f"a child ended with {ended}"
    return ended == KILLED


def _move_clock() -> None:
    file = Path(os.environ["CAMKET_NOW"])
    moment = datetime.fromisoformat(file.read_text("utf-8"))
    file.write_text((moment + CLAIMS_RUN_OUT).isoformat(), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
