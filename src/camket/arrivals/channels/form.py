"""The form in which everything arrives that is not a mail: typed on a page, said on the phone, sent by a program.

The bytes are the arrival: a first line that names the format, the length of the header, the header as
JSON, then the files one after the other. What was typed is kept as it was typed.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from camket.arrivals.submission import Attached, Channel, Matter, Sender, Submission
from camket.refusals import NotUnderstood
from camket.text import nfc

MAGIC = b"camket-form 1\n"
LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Form:
    """What a person or program entered. Texts are as typed; `files` were typed by their content.

    `key` names the one page or call that was filled in: the same words said again later are not a twin.
    `answer_by` is how the person wants to be told, `mail` or `phone`, where they said it. `delegate` is the
    account of who wrote for the customer, as the portal found it signed in; nobody can type it.
    """

    channel: Channel
    matter: Matter | None = None
    name: str = ""
    mail: str = ""
    phone: str = ""
    address: str = ""
    subject: str = ""
    text: str = ""
    points: tuple[str, ...] = ()
    product: str = ""
    remedy_sought: str = ""
    protected: bool = False
    proved: bool = False
    case_number: str = ""
    tracking_code: str = ""
    language: str = "vi"
    taken_by: str = ""
    left_after_hours: bool = False
    answer_by: str = ""
    delegate: str = ""
    key: str = ""
    files: tuple[Attached, ...] = ()


def to_bytes(form: Form) -> bytes:
    """The form as the bytes of an arrival."""
    header = {
        field.name: getattr(form, field.name)
        for field in dataclasses.fields(form)
        if field.name != "files"
    }
    header["files"] = [
        {"name": file.name, "type": file.type, "size": len(file.content)} for file in form.files
    ]
    encoded = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    parts = [MAGIC, len(encoded).to_bytes(LENGTH_BYTES), encoded]
    return b"".join([*parts, *(file.content for file in form.files)])


def from_bytes(content: bytes) -> Form:
    """Read the bytes back. Raises NotUnderstood where they are not a form of ours."""
    start = len(MAGIC) + LENGTH_BYTES
    if not content.startswith(MAGIC) or len(content) < start:
        raise NotUnderstood(
            "Tệp này không phải là đơn do camket ghi.", "This is not a form that camket wrote."
        )
    end = start + int.from_bytes(content[len(MAGIC) : start])
    try:
        header: dict[str, Any] = json.loads(content[start:end])
        files = _files(header.pop("files"), content[end:])
        channel = Channel(header.pop("channel"))
        matter = Matter(header["matter"]) if header["matter"] else None
        header.update(matter=matter, points=tuple(header["points"]))
        return Form(channel, files=files, **header)
    except (ValueError, KeyError, TypeError) as error:
        raise NotUnderstood(
            "Đơn bị hỏng nên không đọc được.", "The form is damaged and cannot be read."
        ) from error


def _files(described: Sequence[dict[str, Any]], content: bytes) -> tuple[Attached, ...]:
    files, start = [], 0
    for one in described:
        end = start + one["size"]
        files.append(Attached(one["name"], one["type"], content[start:end]))
        start = end
    return tuple(files)


def to_submission(content: bytes, *, received_at: datetime) -> Submission:
    """What the form says, as every door says it."""
    form = from_bytes(content)
    return Submission(
        channel=form.channel,
        received_at=received_at,
        sender=Sender(
            name=nfc(form.name).strip(),
            mail=form.mail.strip() or None,
            phone=form.phone.strip() or None,
            address=nfc(form.address).strip(),
            proved=form.proved,
        ),
        subject=nfc(form.subject).strip() or first_words(form.text),
        text=nfc(form.text),
        reply=nfc(form.text),
        matter=form.matter,
        points=tuple(nfc(point) for point in form.points if point.strip()),
        product=nfc(form.product).strip(),
        remedy_sought=nfc(form.remedy_sought).strip(),
        protected=form.protected,
        language=form.language,
        attachments=form.files,
        case_number=form.case_number or None,
        tracking_code=form.tracking_code or None,
        left_after_hours=form.left_after_hours,
        taken_by=form.taken_by or None,
        answer_by=form.answer_by or None,
        delegate=form.delegate or None,
    )


MOST_TITLE = 80


def first_words(text: str) -> str:
    """A title where none was typed: the first line, cut at a word."""
    line = next((line.strip() for line in nfc(text).splitlines() if line.strip()), "")
    if len(line) <= MOST_TITLE:
        return line
    return line[:MOST_TITLE].rsplit(" ", 1)[0] + "…"
