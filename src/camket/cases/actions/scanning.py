"""Scanning what was sent. A file that does harm is put into quarantine; nothing else happens to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from camket.cases.models import Attachment
from camket.cases.rules import Scan
from camket.cases.scanning.scanner import Scanner, Unscannable
from camket.evidence.actions import record
from camket.people.rules import SYSTEM
from camket.refusals import NotFound
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

AT_ONCE = 20
LONGEST_NAME = 100


def scan_due(scanner: Scanner, *, at: datetime, limit: int = AT_ONCE) -> int:
    """Scan what was not scanned yet, the oldest first. Returns how many; raises ScannerSilent.

    The row says what is due: where the scanner is down, it is scanned later. Two workers that scan the same
    file come to the same end, and one of them records it.
    """
    rows = Attachment.objects.filter(scan=Scan.NOT_SCANNED).order_by("id")
    waiting = rows.select_related("blob", "message__case")[:limit]
    for file in waiting:
        _scan(file, scanner, at=at)
    return len(waiting)


def _scan(file: Attachment, scanner: Scanner, *, at: datetime) -> None:
    case = file.message.case
    try:
        with purpose(Purpose.SCAN_FILE, by=SYSTEM, at=at, about=case.subject) as opener:
            content = opener.blob(file.blob)
        harm = scanner.scan(content)
    except (Unscannable, NotFound, FileNotFoundError):
        # Too large for the scanner, erased, or gone: nobody will ever be able to say.
        _settle(file, Scan.UNSCANNABLE)
        return
    if harm is None:
        _settle(file, Scan.CLEAN)
    else:
        quarantine(file, harm, at=at)


def _settle(file: Attachment, state: Scan) -> bool:
    return bool(Attachment.objects.filter(pk=file.pk, scan=Scan.NOT_SCANNED).update(scan=state))


@transaction.atomic
def quarantine(file: Attachment, harm: str, *, at: datetime) -> None:
    """Lock a file away. Records `case.file_quarantined`, because of which the customer is told."""
    if _settle(file, Scan.QUARANTINED):
        body = {"file": str(file.id), "harm": harm[:LONGEST_NAME]}
        record(file.message.case.subject, "case.file_quarantined", at=at, by=SYSTEM, body=body)
