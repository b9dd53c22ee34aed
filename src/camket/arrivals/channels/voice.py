"""A message that somebody spoke after the beep: sound, who rang, and when.

It comes as a file from a folder (the call's body is the sound), as a form that a telephone system posts
(`multipart/form-data`, RFC 7578, with `from`, `left_at` and `file`), or as a mail with the sound attached.
Nothing is heard here: an agent listens to it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import Message

from camket.arrivals.channels import told
from camket.arrivals.channels.call import Call
from camket.arrivals.content import content_type
from camket.arrivals.submission import Attached, Channel, Sender, Submission
from camket.text import nfc, phone_normal_form

TITLE = "Tin nhắn thoại"
FORM = "multipart/form-data"
_NUMBERS = re.compile(r"(?<![\d+])\+?\d[\d .-]{6,16}\d(?!\d)")


def to_submission(call: Call, *, received_at: datetime) -> Submission:
    """What was left. A form that cannot be read is kept as a file and marked unreadable."""
    if not call.caller.startswith(FORM):
        sound = Attached(call.name or TITLE, content_type(call.body), call.body)
        return _left(caller_in(call.name), sound, received_at)
    fields = {name: (file, content) for name, file, content in _parts(call)}
    if "file" not in fields:
        whole = Attached(TITLE, content_type(call.body), call.body)
        left = _left(None, whole, received_at)
        return dataclasses.replace(left, text=told.as_text(call.body), warnings=("unreadable",))
    name, content = fields["file"]
    phone = told.as_text(fields.get("from", ("", b""))[1]).strip()
    left_at = told.instant(told.as_text(fields.get("left_at", ("", b""))[1]).strip())
    sound = Attached(nfc(name) or TITLE, content_type(content), content)
    return _left(phone or caller_in(name), sound, told.first_receipt(left_at, received_at))


def from_mail(mail: Submission) -> Submission:
    """A mail that the voicemail system wrote: the one who rang is the sender, not the system.

    A mail without sound is an ordinary one, such as a warning that the box is full.
    """
    if not any(file.type.startswith("audio/") for file in mail.attachments):
        return mail
    names = (file.name for file in mail.attachments)
    phone = next(
        filter(None, map(caller_in, (mail.subject, mail.sender.name, mail.text, *names))), None
    )
    return dataclasses.replace(
        mail, channel=Channel.VOICE, sender=Sender(phone=phone), subject=TITLE, automatic=None
    )


def caller_in(text: str) -> str | None:
    """The first phone number in a text or file name that could be rung, in its normal form."""
    numbers = (phone_normal_form(found.group()) for found in _NUMBERS.finditer(text))
    return next(filter(None, numbers), None)


def _left(phone: str | None, sound: Attached, at: datetime) -> Submission:
    return Submission(Channel.VOICE, at, Sender(phone=phone), subject=TITLE, attachments=(sound,))


def _parts(call: Call) -> Iterator[tuple[str, str, bytes]]:
    """The parts of a form: field, file name, content. Content is cut at the boundary and not changed."""
    boundary = _parameter(call.caller, "content-type", "boundary")
    if not boundary:
        return
    for part in (b"\r\n" + call.body).split(b"\r\n--" + boundary.encode())[1:]:
        head, blank, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        lines = told.as_text(head).split("\r\n")
        found = [line for line in lines if line.lower().startswith("content-disposition:")]
        if blank and found:
            disposition = found[0].partition(":")[2].strip()
            name = _parameter(disposition, "content-disposition", "name")
            yield name, _parameter(disposition, "content-disposition", "filename"), content


def _parameter(value: str, header: str, name: str) -> str:
    message = Message()
    message[header] = value
    found = message.get_param(name, "", header)
    return found if isinstance(found, str) else str(found[2])
