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
from camket.vault.models import Blob
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
    state, harm = judge(file.blob, scanner, about=file.message.case.subject, at=at)
    if state == Scan.QUARANTINED:
        quarantine(file, harm, at=at)
    else:
        _settle(file, state)


def judge(blob: Blob, scanner: Scanner, *, about: str, at: datetime) -> tuple[Scan, str]:
    """What a scanner says of one kept file, and the name of what does harm in it, cut to what a fact carries.

    Opening it leaves an access entry about `about`. Raises ScannerSilent.
    """
    try:
        with purpose(Purpose.SCAN_FILE, by=SYSTEM, at=at, about=about) as opener:
            content = opener.blob(blob)
        harm = scanner.scan(content)
    except (Unscannable, NotFound, FileNotFoundError):
        # Too large for the scanner, erased, or gone: nobody will ever be able to say.
        return Scan.UNSCANNABLE, ""
    return (Scan.CLEAN, "") if harm is None else (Scan.QUARANTINED, harm[:LONGEST_NAME])


def _settle(file: Attachment, state: Scan) -> bool:
    return bool(Attachment.objects.filter(pk=file.pk, scan=Scan.NOT_SCANNED).update(scan=state))


@transaction.atomic
def quarantine(file: Attachment, harm: str, *, at: datetime) -> None:
    """Lock a file away. Records `case.file_quarantined`, because of which the customer is told."""
    if _settle(file, Scan.QUARANTINED):
        body = {"file": str(file.id), "harm": harm}
        record(file.message.case.subject, "case.file_quarantined", at=at, by=SYSTEM, body=body)
