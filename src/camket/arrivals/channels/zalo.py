"""What Zalo tells an official account: the webhook's JSON to a Submission.

Events are named as in Zalo's documents for official accounts: `user_send_*` is what somebody wrote or sent,
`user_submit_info` the contact details that somebody shared, `user_received_message` the receipt of a message
of ours, `oa_send_*` our own words coming back, and the rest (followed, seen, clicked) says nothing to us.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from camket.arrivals.channels import told
from camket.arrivals.channels.form import first_words
from camket.arrivals.submission import Automatic, Channel, Remote, Sender, Submission
from camket.text import nfc

SENT = "user_send_"
SHARED = "user_submit_info"
ONLY_FILES = "Tệp gửi qua Zalo"
RECEIVED = "user_received_message"
OWN = "oa_send_"
SHARED_FIELDS = (("name", "Họ tên"), ("phone", "Điện thoại"), ("address", "Địa chỉ"))


def to_submission(body: bytes, *, received_at: datetime) -> Submission:
    """What Zalo says. A body that is no event is read as text and marked unreadable."""
    said = told.read(body) or {}
    event = told.written(said, "event_name")
    if event.startswith(SENT) and told.written(said, "sender", "id"):
        return _sent(said, received_at)
    if event == SHARED and told.written(said, "sender", "id"):
        return _shared(said, received_at)
    if event == RECEIVED:
        name = told.written(said, "message", "msg_id")
        return _silent(received_at, Automatic.RECEIPT, name or None)
    if event:
        own = event.startswith(OWN)
        return _silent(received_at, Automatic.OWN if own else Automatic.EVENT)
    return Submission(
        Channel.ZALO, received_at, Sender(), text=told.as_text(body), warnings=("unreadable",)
    )


def _silent(received_at: datetime, why: Automatic, delivered: str | None = None) -> Submission:
    return Submission(
        Channel.ZALO,
        received_at,
        Sender(),
        automatic=why,
        delivered=delivered and f"zalo:{delivered}",
    )


def _sent(said: dict[str, Any], received_at: datetime) -> Submission:
    attachments = told.part(said, "message", "attachments")
    parts = attachments if isinstance(attachments, list) else []
    lines = [told.written(said, "message", "text"), *filter(None, map(_line, parts))]
    text = nfc("\n".join(line for line in lines if line))
    name, remote = told.written(said, "message", "msg_id"), tuple(_remote(parts))
    return Submission(
        Channel.ZALO,
        told.first_receipt(told.instant(told.written(said, "timestamp")), received_at),
        Sender(zalo=told.written(said, "sender", "id")),
        subject=first_words(text) or (ONLY_FILES if remote else ""),
        text=text,
        reply=text,
        message_id=f"zalo:{name}" if name else None,
        remote=remote,
    )


def _line(part: object) -> str:
    """What a part says that is no file: a link with its words, or a place on the map."""
    kind = told.written(part, "type")
    if kind == "location":
        where = told.part(part, "payload", "coordinates")
        return f"Vị trí: {told.written(where, 'latitude')}, {told.written(where, 'longitude')}"
    if kind == "link":
        words = told.written(part, "payload", "description") or told.written(
            part, "payload", "title"
        )
        return " ".join(filter(None, (words, told.written(part, "payload", "url"))))
    return ""


def _remote(parts: Iterable[object]) -> Iterable[Remote]:
    """The files that lie on Zalo's servers. A sticker is not kept: it says nothing."""
    for part in parts:
        kind, url = told.written(part, "type"), told.written(part, "payload", "url")
        if url and kind in {"image", "audio", "video", "file", "gif"}:
            yield Remote(url, nfc(told.written(part, "payload", "name")) or kind)


def _shared(said: dict[str, Any], received_at: datetime) -> Submission:
    """Contact details that somebody typed into Zalo's form, kept as a message of theirs."""
    given = {name: nfc(told.written(said, "info", name)) for name, _ in SHARED_FIELDS}
    lines = [f"{shown}: {given[name]}" for name, shown in SHARED_FIELDS if given[name]]
    return Submission(
        Channel.ZALO,
        told.first_receipt(told.instant(told.written(said, "timestamp")), received_at),
        Sender(
            name=given["name"],
            phone=given["phone"] or None,
            address=given["address"],
            zalo=told.written(said, "sender", "id"),
        ),
        subject="Thông tin liên lạc",
        text="\n".join(lines),
        reply="\n".join(lines),
    )
