"""The worker: takes what arrived, delivers the letters that are due, and runs the errands beside."""

from __future__ import annotations

import argparse
import logging

from django.db import DatabaseError, close_old_connections

from camket.clock import now
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import Carrier
from camket.ops import ending, errands, pulse
from camket.ops.preparing.policy import check_is_published
from camket.ops.taking import carrier, take_due
from camket.refusals import ChangedMeanwhile

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
        while take_due(at=now()) + errands.run_all(beside) or deliver_due(post, at=now()):
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
    """One look at both queues. What fails here is tried again; the claim brings it back."""
    try:
        return take_due(at=now()) + deliver_due(post, at=now())
    except (DatabaseError, ChangedMeanwhile) as error:
        log.warning("worker: %s", type(error).__name__)
        close_old_connections()
        return 0
