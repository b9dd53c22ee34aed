"""What the worker does beside arrivals and letters, in a thread of its own: it may be slow, and hurries nobody.

An errand asks its room for the rows that are due. One that fails is left alone for half a minute; the others
go on, and so do letters.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from camket.cases.actions.fetching import fetch_due
from camket.cases.actions.scanning import scan_due
from camket.cases.fetching import FromHosts
from camket.cases.scanning.clamav import ClamAV
from camket.clock import now
from camket.terms.actions.scanning import scan_papers

IDLE_SECONDS = 1.0
PAUSE_SECONDS = 30.0
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Errand:
    """One thing to do again and again; `work` returns how much it did."""

    name: str
    work: Callable[[datetime], int]
    rests_until: float = field(default=0.0)

    def run(self) -> int:
        """Do what is due. Whatever goes wrong, it is tried again later."""
        if time.monotonic() < self.rests_until:
            return 0
        try:
            return self.work(now())
        except Exception as error:
            log.warning("errand: %s: %s", self.name, type(error).__name__)
            self.rests_until = time.monotonic() + PAUSE_SECONDS
            if isinstance(error, DatabaseError):
                close_old_connections()
            return 0


def errands() -> list[Errand]:
    """What there is to do, as the environment says."""
    found = []
    if settings.CAMKET_CLAMAV:
        scanner = ClamAV(settings.CAMKET_CLAMAV)
        found.append(Errand("scan files", lambda at: scan_due(scanner, at=at)))
        found.append(Errand("scan papers", lambda at: scan_papers(scanner, at=at)))
    if settings.CAMKET_ZALO_SECRET:
        fetcher = FromHosts(settings.CAMKET_ZALO_MEDIA)
        found.append(Errand("fetch files from Zalo", lambda at: fetch_due(fetcher, at=at)))
    return found


def run_all(wanted: list[Errand]) -> int:
    """Do each errand once; returns how much was done."""
    return sum(errand.run() for errand in wanted)


def start(asked_to_end: threading.Event) -> None:
    """Run the errands in a thread until the event is set. What is cut short is done again."""
    wanted = errands()
    if wanted:
        threading.Thread(
            target=_until, args=(wanted, asked_to_end), name="errands", daemon=True
        ).start()


def _until(wanted: list[Errand], asked_to_end: threading.Event) -> None:
    while not asked_to_end.is_set():
        if not run_all(wanted):
            asked_to_end.wait(IDLE_SECONDS)
