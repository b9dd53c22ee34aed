"""Runs what the schedule says is due, so that two clocks never run the same entry at once."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from camket.clock import now
from camket.ops.models import Turn
from camket.ops.schedule import Entry

# A clock that was killed holds its claim for so long; another one takes the entry after that.
CLAIM = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=30)
log = logging.getLogger(__name__)


def run_due(entries: Iterable[Entry]) -> list[str]:
    """Run each entry whose hour has come, in the order given; returns the names of those that ran well."""
    entries = list(entries)
    beginning = datetime.now(UTC)
    _make_missing([entry.name for entry in entries], beginning)
    due = set(_free(beginning).values_list("name", flat=True))
    return [entry.name for entry in entries if entry.name in due and _run(entry)]


def _make_missing(names: list[str], beginning: datetime) -> None:
    missing = set(names) - set(Turn.objects.values_list("name", flat=True))
    if missing:
        rows = [Turn(name=name, next_at=beginning) for name in missing]
        Turn.objects.bulk_create(rows, ignore_conflicts=True)


def _free(moment: datetime) -> QuerySet[Turn]:
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=moment)
    return Turn.objects.filter(unclaimed, next_at__lte=moment)


def _run(entry: Entry) -> bool:
    beginning = datetime.now(UTC)
    if not _free(beginning).filter(name=entry.name).update(claimed_until=beginning + CLAIM):
        return False
    try:
        entry.work(now())
    except Exception as error:
        # Whatever it is, it may not stop the other entries.
        _put_off(entry, error)
        return False
    Turn.objects.filter(name=entry.name).update(
        next_at=beginning + entry.every, claimed_until=None, failures=0
    )
    return True


def _put_off(entry: Entry, error: Exception) -> None:
    """Try again soon, and ever later; the log names the error's type, since its text may hold a person."""
    log.error("schedule: %s failed: %s", entry.name, type(error).__name__)
    turn = Turn.objects.get(name=entry.name)
    pause = min(FIRST_PAUSE * 2 ** min(turn.failures, 8), max(entry.every, FIRST_PAUSE))
    Turn.objects.filter(name=entry.name).update(
        next_at=datetime.now(UTC) + pause, claimed_until=None, failures=turn.failures + 1
    )
