"""Being alive, and being seen to be. Real time on purpose: `CAMKET_NOW` moves promises, not pulses."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, close_old_connections

from camket.ops.models import Heartbeat

PROCESSES = ("web", "worker", "clock", "maildoor")
EVERY = timedelta(seconds=4)
STALE = timedelta(seconds=15)
log = logging.getLogger(__name__)


def beat(name: str) -> None:
    """Leave a heartbeat."""
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": datetime.now(UTC)})


def keep_beating(name: str) -> threading.Event:
    """Beat from a thread of its own until the returned event is set."""
    stop = threading.Event()
    threading.Thread(target=_beat_until, args=(name, stop), name="pulse", daemon=True).start()
    return stop


def _beat_until(name: str, stop: threading.Event) -> None:
    while True:
        try:
            beat(name)
        except (DatabaseError, OSError) as error:
            log.warning("no heartbeat from %s: %s", name, type(error).__name__)
            close_old_connections()
        if stop.wait(EVERY.total_seconds()):
            return


def forget(name: str) -> None:
    """Take a process that is known to be dead off the list at once, before its pulse grows stale."""
    try:
        Heartbeat.objects.filter(name=name).delete()
    except (DatabaseError, OSError) as error:
        log.warning("cannot forget %s: %s", name, type(error).__name__)
        close_old_connections()


def lives() -> dict[str, bool]:
    """Which processes were seen lately."""
    since = datetime.now(UTC) - STALE
    seen = set(Heartbeat.objects.filter(seen_at__gte=since).values_list("name", flat=True))
    return {name: name in seen for name in PROCESSES}
