"""Bytes to a Parsed value. Pure, and it never raises because of what the bytes are."""

from __future__ import annotations

import re

from camket.arrivals.channels.mail.bounces import bounce_of
from camket.arrivals.channels.mail.charsets.damage import is_destroyed
from camket.arrivals.channels.mail.charsets.decoding import UNREADABLE, clean
from camket.arrivals.channels.mail.headers.addresses import Address
from camket.arrivals.channels.mail.headers.reading import Headers
from camket.arrivals.channels.mail.parsed import OwnAddresses, Parsed
from camket.arrivals.channels.mail.parts.found import Found, joined
from camket.arrivals.channels.mail.parts.structure import read_entity
from camket.arrivals.channels.mail.parts.walking import walk
from camket.arrivals.channels.mail.replies import new_part, says_that_it_answers
from camket.arrivals.channels.mail.robots import (
    automatic_of,
    is_from_us,
    speaks_for_another,
    through_our_group,
    writer_behind,
)
from camket.text import mail_normal_form

NO_SENDER, FROM_US = "no-sender", "from-us"
MANY_SENDERS, MANY_IDS = "many-senders", "many-message-ids"
WHERE_IT_CAME = ("delivered-to", "x-original-to", "envelope-to", "x-forwarded-to")
NO_COMPANY = OwnAddresses()
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
NEAR_THE_TOP = 1 << 16


def parse_mail(raw: bytes, own: OwnAddresses = NO_COMPANY) -> Parsed:
    """Everything that a mail says. `own` tells the company's own mail and groups from others'."""
    entity = read_entity(_from_its_first_line(raw))
    headers = entity.headers
    headers.charset = _likely_charset(raw)
    found = walk(entity)
    sender = _sender(headers, found, own)
    text, subject = clean(joined(found.texts)), headers.text("subject")
    bounce = bounce_of(entity, found, sender, text)
    speaks = is_from_us(sender, own) and speaks_for_another(headers, own, subject, text)
    if speaks:
        found.warn(FROM_US)
    ids = headers.ids("message-id")
    if len(headers.lines("message-id")) > 1:
        found.warn(MANY_IDS)
    answered, references = headers.ids("in-reply-to"), headers.ids("references")
    answers = bool(answered or references) or says_that_it_answers(subject)
    return Parsed(
        sender=sender,
        to=headers.addresses("to"),
        cc=headers.addresses("cc"),
        recipients=_recipients(headers),
        date=headers.date(),
        subject=subject,
        text=text,
        reply=clean(new_part(text, subject, answers=answers)),
        attachments=tuple(found.files),
        message_id=ids[0] if ids else None,
        in_reply_to=answered[0] if answered else None,
        references=references,
        automatic=None if bounce else automatic_of(entity, sender, subject, own, speaks=speaks),
        bounce=bounce,
        warnings=_warnings(found, text),
    )


def _from_its_first_line(raw: bytes) -> bytes:
    """Without blank lines at the top, and with line ends where only carriage returns stand."""
    raw = raw.lstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in raw and b"\r" in raw:
        return raw.replace(b"\r", b"\n")
    return raw


def _likely_charset(raw: bytes) -> str | None:
    """The first charset that the mail names: the best guess for raw bytes in its headers."""
    found = _CHARSET.search(raw, 0, NEAR_THE_TOP)
    return found[1].decode("ascii", "replace") if found else None


def _sender(headers: Headers, found: Found, own: OwnAddresses) -> Address:
    """The first address of From. Sender and Reply-To are not asked: nobody is answered there.

    Where a group of ours wrote itself into From, it is whom the group names: as much a claim as From.
    """
    written = headers.addresses("from")
    addressed = [one for one in written if one.address]
    if not addressed:
        found.warn(NO_SENDER)
    if len({one.address for one in addressed}) > 1:
        found.warn(MANY_SENDERS)
    sender = next(iter(addressed or written), Address())
    if is_from_us(sender, own) and through_our_group(headers, own):
        return writer_behind(sender, headers)
    return sender


def _recipients(headers: Headers) -> tuple[str, ...]:
    """Every address that the mail was sent or handed on to, in its normal form, each once."""
    named = headers.addresses("to", "cc", *WHERE_IT_CAME)
    return tuple(dict.fromkeys(mail_normal_form(one.address) for one in named if one.address))


def _warnings(found: Found, text: str) -> tuple[str, ...]:
    """What is to be said of the mail; `unreadable` where a person has to look at what came."""
    said = [one for one in found.texts if one.text.strip()]
    nothing_readable = bool(said) and not any(one.readable for one in said)
    if nothing_readable or is_destroyed(text):
        found.warn(UNREADABLE)
    return tuple(found.warnings)
