"""The worker: takes what arrived, delivers the letters that are due, and runs the errands beside."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import close_old_connections

from camket.clock import now
from camket.notices.actions.again import queue_kept
from camket.notices.actions.delivering import AT_ONCE, deliver_due
from camket.notices.carriers import Carrier
from camket.notices.resting import Rests
from camket.notices.texting.texter import Texter
from camket.ops import ending, errands, pulse
from camket.ops.demo.making import is_demonstration
from camket.ops.preparing.policy import check_is_published
from camket.ops.taking import carrier, take_due, texters

IDLE_SECONDS = 0.5
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Post:
    """Who carries letters, who carries texts, and which of them rest because nobody can be reached."""

    carrier: Carrier
    texters: Mapping[str, Texter]
    rests: Rests = field(default_factory=Rests)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Once, for those who have another clock."""
    parser.add_argument("--once", action="store_true", help="do what is due now, and end")


def run(args: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT; what has begun is finished first."""
    check_is_published()
    post = Post(carrier(), texters())
    if settings.CAMKET_SMTP_URL and not is_demonstration():
        # What was kept before somebody carried letters. The people of the demonstration have no mailboxes.
        queue_kept(at=now())
    if args.once:
        beside = errands.errands()
        while take_due(at=now()) + errands.run_all(beside) or _deliver(post):
            pass
        return 0
    asked_to_end = ending.when_asked()
    pulse.keep_beating("worker")
    errands.start(asked_to_end)
    while not asked_to_end.is_set():
        if not _turn(post):
            asked_to_end.wait(IDLE_SECONDS)
    return 0


def _deliver(post: Post) -> int:
    return deliver_due(post.carrier, texters=post.texters, at=now(), limit=1, rests=post.rests)


def _turn(post: Post) -> int:
    """One look at both queues: a batch of arrivals, then some letters, each with its own instant.

    What fails here is tried again, since its claim runs out; whatever it is, the worker lives on. The log
    names the error's type alone, since its text may hold a person's words.
    """
    try:
        done = take_due(at=now())
        while done < AT_ONCE and _deliver(post):
            done += 1
    except Exception as error:
        log.warning("worker: %s", type(error).__name__)
        close_old_connections()
        return 0
    return done
