"""The worker: takes what arrived, delivers the letters that are due, and runs the errands beside."""

from __future__ import annotations

import argparse
import logging

from django.db import close_old_connections

from camket.clock import now
from camket.notices.actions.delivering import AT_ONCE, deliver_due
from camket.notices.carriers import Carrier
from camket.ops import ending, errands, pulse
from camket.ops.preparing.policy import check_is_published
from camket.ops.taking import carrier, take_due

NEEDS_DJANGO = True
IDLE_SECONDS = 0.5
log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Once, for those who have another clock."""
    parser.add_argument("--once", action="store_true", help="do what is due now, and end")


def run(args: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT; what has begun is finished first."""
    check_is_published()
    post = carrier()
    if args.once:
        beside = errands.errands()
        while take_due(at=now()) + errands.run_all(beside) or deliver_due(post, at=now(), limit=1):
            pass
        return 0
    asked_to_end = ending.when_asked()
    pulse.keep_beating("worker")
    errands.start(asked_to_end)
    while not asked_to_end.is_set():
        if not _turn(post):
            asked_to_end.wait(IDLE_SECONDS)
    return 0


def _turn(post: Carrier) -> int:
    """One look at both queues: a batch of arrivals, then some letters, each with its own instant.

    What fails here is tried again, since its claim runs out; whatever it is, the worker lives on. The log
    names the error's type alone, since its text may hold a person's words.
    """
    try:
        done = take_due(at=now())
        while done < AT_ONCE and deliver_due(post, at=now(), limit=1):
            done += 1
    except Exception as error:
        log.warning("worker: %s", type(error).__name__)
        close_old_connections()
        return 0
    return done
