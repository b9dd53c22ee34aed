"""Keeping what was said, sealed, with its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from camket.arrivals.submission import Attached, Channel, Remote
from camket.cases.actions.indexing import index_texts
from camket.cases.models import (
    FILE_NAME,
    REMOTE_NAME,
    REMOTE_URL,
    TEXT,
    Attachment,
    Case,
    Message,
    RemoteFile,
)
from camket.cases.rules import Direction
from camket.evidence.actions import NewFact, record_many
from camket.rows import insert
from camket.text import nfc
from camket.vault.actions import Sealer, sealer_for, store_blobs
from camket.vault.models import Blob
from camket.vault.rules import new_id


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Something said on a case, not kept yet. `acting_for` is the customer for whom a delegate says it."""

    case: Case
    direction: Direction
    channel: Channel
    text: str
    by: str
    sent_at: datetime
    attachments: tuple[Attached, ...] = ()
    arrival: UUID | None = None
    remote: tuple[Remote, ...] = ()
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A message as it was kept, with the commitments that its fact will carry."""

    message: Message
    commitments: dict[str, str]


def keep_messages(new: Sequence[NewMessage], sealer: Sealer, *, at: datetime) -> list[Kept]:
    """Seal and insert messages with their files. The caller records the fact."""
    kept = [_kept(item, sealer, at=at) for item in new]
    insert([item.message for item in kept])
    files = [
        (item, attached)
        for item, sent in zip(kept, new, strict=True)
        for attached in sent.attachments
    ]
    keep_files(files, sealer, at=at)
    RemoteFile.objects.bulk_create(
        _remote(item.message, remote, sealer, at=at)
        for item, sent in zip(kept, new, strict=True)
        for remote in sent.remote
    )
    return kept


def keep_files(files: Sequence[tuple[Kept, Attached]], sealer: Sealer, *, at: datetime) -> None:
    """Seal and insert files of messages, and add their commitments to those of the messages."""
    contents = [(item.message.case.compartment_id, attached.content) for item, attached in files]
    blobs = store_blobs(sealer, contents, at=at)
    rows = [
        _attachment(item, attached, blob.row, sealer, at=at)
        for (item, attached), blob in zip(files, blobs, strict=True)
    ]
    for (item, _), row, blob in zip(files, rows, blobs, strict=True):
        item.commitments[f"file:{row.id}"] = blob.commitment
    insert(rows)


def _remote(message: Message, remote: Remote, sealer: Sealer, *, at: datetime) -> RemoteFile:
    row = RemoteFile(id=new_id(at), message=message, next_try=at)
    compartment = message.case.compartment_id
    row.url = sealer.seal(compartment, REMOTE_URL, row.id, remote.url).value
    row.name = sealer.seal(compartment, REMOTE_NAME, row.id, remote.name).value
    return row


def _kept(item: NewMessage, sealer: Sealer, *, at: datetime) -> Kept:
    message = Message(
        id=new_id(at),
        case=item.case,
        direction=item.direction,
        channel=item.channel,
        at=item.sent_at,
        by=item.by,
        arrival=item.arrival,
    )
    sealed = sealer.seal(item.case.compartment_id, TEXT, message.id, nfc(item.text))
    message.text = sealed.value
    return Kept(message, {f"message:{message.id}": sealed.commitment})


def _attachment(
    item: Kept, attached: Attached, blob: Blob, sealer: Sealer, *, at: datetime
) -> Attachment:
    row = Attachment(
        id=new_id(at),
        message=item.message,
        type=attached.type,
        size=len(attached.content),
        blob=blob,
    )
    compartment = item.message.case.compartment_id
    row.name = sealer.seal(compartment, FILE_NAME, row.id, nfc(attached.name)).value
    return row


@transaction.atomic
def add_messages(new: Sequence[NewMessage], *, by: str, at: datetime) -> list[Message]:
    """Add messages to cases that exist. Records `case.message` (or `case.note`) on each.

    The fact of a customer's message is what wakes the room of the case's kind (config/reactions.py).
    """
    if not new:
        return []
    sealer = sealer_for({item.case.compartment_id for item in new})
    kept = keep_messages(new, sealer, at=at)
    record_many([_fact(item, sent, by=by, at=at) for item, sent in zip(kept, new, strict=True)])
    index_texts(
        (item.message.case, item.message.id, sent.text)
        for item, sent in zip(kept, new, strict=True)
    )
    return [item.message for item in kept]


def _fact(item: Kept, sent: NewMessage, *, by: str, at: datetime) -> NewFact:
    kind = "case.note" if sent.direction == Direction.NOTE else "case.message"
    body = {
        "message": str(item.message.id),
        "direction": sent.direction,
        "channel": sent.channel,
        "from": sent.by,
        "sent_at": sent.sent_at.isoformat(),
        "arrival": str(sent.arrival) if sent.arrival else None,
        "files": len(sent.attachments),
    } | ({"for": sent.acting_for} if sent.acting_for else {})
    return NewFact(sent.case.subject, kind, at=at, by=by, body=body, commitments=item.commitments)
