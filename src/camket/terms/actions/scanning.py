"""Scanning the files of breach notices, as those of cases are. What does harm is locked away, and its sender is told."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction

from camket.cases.actions.scanning import AT_ONCE, judge
from camket.cases.rules import Scan
from camket.cases.scanning.scanner import Scanner
from camket.evidence.actions import record
from camket.people.rules import SYSTEM
from camket.terms.actions.letters import tell_unsafe
from camket.terms.models import Paper
from camket.terms.rules.breaches import Side
from camket.vault.models import Blob


def scan_papers(scanner: Scanner, *, at: datetime, limit: int = AT_ONCE) -> int:
    """Scan what was not scanned yet, the oldest first. Returns how many; raises ScannerSilent."""
    rows = Paper.objects.files().filter(scan=Scan.NOT_SCANNED).order_by("id")
    people = ("blob", "breach__customer", "breach__case__answer_at")
    waiting = rows.select_related(*people)[:limit]
    for paper in waiting:
        _scan(paper, scanner, at=at)
    return len(waiting)


def _scan(paper: Paper, scanner: Scanner, *, at: datetime) -> None:
    blob = cast("Blob", paper.blob)
    state, harm = judge(blob, scanner, about=paper.breach.subject, at=at)
    if state == Scan.QUARANTINED:
        _quarantine(paper, harm, at=at)
    else:
        _settle(paper, state)


@transaction.atomic
def _quarantine(paper: Paper, harm: str, *, at: datetime) -> None:
    """Lock a file away. Records `breach.paper_quarantined`; a customer who sent it is told."""
    if not _settle(paper, Scan.QUARANTINED):
        return
    body = {"paper": str(paper.id), "harm": harm}
    record(paper.breach.subject, "breach.paper_quarantined", at=at, by=SYSTEM, body=body)
    if paper.side == Side.CUSTOMER:
        tell_unsafe(paper.breach, by=SYSTEM, at=at)


def _settle(paper: Paper, state: Scan) -> bool:
    """Whether it was this one who settled it: two workers come to the same end, and one of them says so."""
    return bool(Paper.objects.filter(pk=paper.pk, scan=Scan.NOT_SCANNED).update(scan=state))
