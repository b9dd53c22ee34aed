"""Do what is due, again and again: the process behind every date that we promised."""

from __future__ import annotations

import argparse
import logging

from django.db import DatabaseError, close_old_connections

from camket.ops import ending, pulse, turns
from camket.ops.preparing.policy import check_is_published
from camket.ops.schedule import SCHEDULE

LOOK_EVERY_SECONDS = 1.0
log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Once, for those who have another clock."""
    parser.add_argument("--once", action="store_true", help="do what is due now, and end")


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; an entry that has begun is finished first."""
    check_is_published()
    if args.once:
        turns.run_due(SCHEDULE)
        return 0
    asked_to_end = ending.when_asked()
    pulse.keep_beating("clock")
    while not asked_to_end.is_set():
        _look()
        asked_to_end.wait(LOOK_EVERY_SECONDS)
    return 0


def _look() -> None:
    try:
        turns.run_due(SCHEDULE)
    except (DatabaseError, OSError) as error:
        log.warning("schedule: no database: %s", type(error).__name__)
        close_old_connections()
