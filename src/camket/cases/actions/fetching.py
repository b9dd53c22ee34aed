"""Bringing home the files that lie at a message service; the row is the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from camket.arrivals.content import content_type
from camket.arrivals.submission import Attached, Channel, Remote
from camket.cases.actions.messages import Kept, NewMessage, add_messages, keep_files
from camket.cases.fetching import Fetcher, NotFetched
from camket.cases.models import REMOTE_NAME, REMOTE_URL, RemoteFile
from camket.cases.rules import Direction, Distance
from camket.evidence.actions import record
from camket.notices.rules import next_try
from camket.people.rules import SYSTEM
from camket.refusals import NotFound
from camket.vault.actions import purpose, sealer_for
from camket.vault.rules import Purpose

AT_ONCE = 20
CLAIM_LASTS = timedelta(minutes=5)


def fetch_due(fetcher: Fetcher, *, at: datetime, limit: int = AT_ONCE) -> int:
    """Fetch what is due, the oldest first. Returns how many were tried."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    due = RemoteFile.objects.filter(free, distance=Distance.AWAY, next_try__lte=at)
    tried = 0
    for file in due.select_related("message__case").order_by("next_try", "id")[:limit]:
        rows = RemoteFile.objects.filter(free, pk=file.pk, distance=Distance.AWAY)
        if rows.update(claimed_until=at + CLAIM_LASTS):
            _fetch(file, fetcher, at=at)
            tried += 1
    return tried


def _fetch(file: RemoteFile, fetcher: Fetcher, *, at: datetime) -> None:
    try:
        remote = _opened(file, at=at)
    except NotFound:
        # The case was erased meanwhile, and with it what its customer sent.
        RemoteFile.objects.filter(pk=file.pk).update(distance=Distance.LOST, next_try=None)
        return
    try:
        content = fetcher.fetch(remote.url)
    except NotFetched as failure:
        _not_fetched(file, remote, failure, at=at)
    else:
        _bring_home(file, remote, content, at=at)


def _opened(file: RemoteFile, *, at: datetime) -> Remote:
    case = file.message.case
    with purpose(Purpose.INTAKE, by=SYSTEM, at=at, about=case.subject) as opener:
        url = opener.text(case.compartment_id, REMOTE_URL, file.id, file.url)
        return Remote(url, opener.text(case.compartment_id, REMOTE_NAME, file.id, file.name))


@transaction.atomic
def _bring_home(file: RemoteFile, remote: Remote, content: bytes, *, at: datetime) -> None:
    """Keep the file with the message that it came with. Records `case.file_fetched`."""
    rows = RemoteFile.objects.filter(pk=file.pk, distance=Distance.AWAY)
    if not rows.update(distance=Distance.HOME, next_try=None, claimed_until=None):
        return
    case = file.message.case
    kept = Kept(file.message, {})
    attached = Attached(remote.name, content_type(content), content)
    keep_files([(kept, attached)], sealer_for([case.compartment_id]), at=at)
    body = {"message": str(file.message_id), "files": 1}
    record(
        case.subject, "case.file_fetched", at=at, by=SYSTEM, body=body, commitments=kept.commitments
    )


@transaction.atomic
def _not_fetched(file: RemoteFile, remote: Remote, failure: NotFetched, *, at: datetime) -> None:
    """Try again later, or leave a note with the address, so that a person can open it."""
    tries = file.tries + 1
    again = None if failure.permanent else next_try(tries, at)
    distance = Distance.AWAY if again else Distance.LOST
    rows = RemoteFile.objects.filter(pk=file.pk, distance=Distance.AWAY)
    changed = rows.update(tries=tries, next_try=again, claimed_until=None, distance=distance)
    if changed and again is None:
        text = f"Chưa tải được tệp khách hàng gửi qua Zalo ({remote.name}): {remote.url}"
        case = file.message.case
        note = NewMessage(case, Direction.NOTE, Channel.ZALO, text, SYSTEM, at)
        add_messages([note], by=SYSTEM, at=at)
