"""A part that holds no parts: it is read as text or kept as a file."""

from __future__ import annotations

import re

from camket.arrivals.channels.mail.charsets.decoding import UNREADABLE, decode
from camket.arrivals.channels.mail.headers.parameters import file_name, parameters, safe_name
from camket.arrivals.channels.mail.parts import html
from camket.arrivals.channels.mail.parts.calendar import told
from camket.arrivals.channels.mail.parts.found import Found, Text
from camket.arrivals.channels.mail.parts.guessing import is_text, unwrap_text
from camket.arrivals.channels.mail.parts.opaque import (
    ENCRYPTED,
    is_armoured,
    without_clear_signature,
)
from camket.arrivals.channels.mail.parts.structure import Entity
from camket.arrivals.channels.mail.parts.tnef import read_tnef
from camket.arrivals.channels.mail.parts.transfer import unwrap
from camket.arrivals.channels.mail.parts.uuencoded import Parted, parted
from camket.arrivals.content import UNKNOWN, content_type, ending_of
from camket.arrivals.submission import Attached

MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
MARKED_UP = frozenset({"text/enriched", "text/richtext"})
READ_AS_TEXT = frozenset({"text/plain", "text/html"}) | MARKED_UP
NOT_FOR_PEOPLE = frozenset({"text/x-amp-html", "text/watch-html"})
WHERE_BODIES_STAND = frozenset({"", "message", "alternative"})
MARKUP = frozenset({"image/svg+xml", "application/xml"})
LOOKED_AT = 4096
_TAG = re.compile(r"<[^<>]{0,200}>")


def read_leaf(entity: Entity, found: Found, within: str) -> None:
    """Read one part that holds no others. `within` is the kind of multipart that it stands in."""
    named = bool(name_of(entity)) and within not in WHERE_BODIES_STAND
    is_file = entity.disposition == "attachment" or named
    if entity.type in READ_AS_TEXT and not is_file and not _is_binary(entity):
        read_text(entity, found)
    elif entity.type in NOT_FOR_PEOPLE and within == "alternative":
        return
    elif entity.type == "text/calendar":
        _calendar(entity, found, within)
    else:
        _unpacked(entity, found, within)


def _is_binary(entity: Entity) -> bool:
    """Whether what is called text, or lost its headers, is plainly a picture, a film or the like."""
    start = unwrap(entity.body[:LOOKED_AT], entity.encoding).content
    kind = content_type(start)
    if kind == UNKNOWN:
        return "content-type" not in entity.headers and bool(start) and not is_text(start)
    return kind.startswith(("image/", "audio/", "video/", "application/")) and kind not in MARKUP


def read_text(entity: Entity, found: Found) -> None:
    """Read a part as text, whatever it is wrapped and encoded in."""
    kind = "html" if entity.type == "text/html" else "plain"
    unwrapped = unwrap_text(entity.body, entity.encoding)
    charset = parameters(entity.headers.raw("content-type")).get("charset")
    if kind == "html":
        charset = charset or html.charset_of(unwrapped.content)
    whole = parted(unwrapped.content) if kind == "plain" else Parted(unwrapped.content)
    found.files += whole.files
    decoded = decode(whole.text, charset)
    found.warn(unwrapped.warning, *(w for w in decoded.warnings if w != UNREADABLE))
    text = without_clear_signature(decoded.text)
    if kind == "html":
        text = html.text_of(text)
    elif entity.type in MARKED_UP:
        text = _TAG.sub("", text)
    if is_armoured(text):
        found.warn(ENCRYPTED)
    found.texts.append(Text(text, kind, readable=UNREADABLE not in decoded.warnings))


def keep_file(
    entity: Entity, content: bytes, found: Found, within: str, *, title: str = ""
) -> None:
    """Keep a part as a file, under the name it came with, or one that says what it is."""
    kind = "message/rfc822" if entity.type in MESSAGES else content_type(content, entity.type)
    name = name_of(entity) or (safe_name(title) + ending_of(kind) if safe_name(title) else "")
    if not name:
        name = f"tep-{len(found.files) + 1}{ending_of(kind)}"
    unsaid = not entity.disposition and within == "related" and "content-id" in entity.headers
    inline = entity.disposition == "inline" or unsaid
    found.files.append(Attached(name, kind, content, inline))


def name_of(entity: Entity) -> str:
    """The name that the sender gave the part, or nothing."""
    headers = entity.headers
    return file_name(headers.raw("content-disposition"), headers.raw("content-type"))


def _calendar(entity: Entity, found: Found, within: str) -> None:
    content = unwrap(entity.body, entity.encoding).content
    keep_file(entity, content, found, within)
    found.texts.append(Text(told(decode(content, "utf-8").text), "calendar"))


def _unpacked(entity: Entity, found: Found, within: str) -> None:
    """A file; Outlook's envelope is opened, and kept as it is where it cannot be."""
    unwrapped = unwrap(entity.body, entity.encoding)
    found.warn(unwrapped.warning)
    is_envelope = entity.type in TNEF or name_of(entity).lower() == "winmail.dat"
    packet = read_tnef(unwrapped.content) if is_envelope else None
    if packet is None:
        keep_file(entity, unwrapped.content, found, within)
        return
    found.warn(packet.warning)
    if not (packet.files or packet.texts):
        keep_file(entity, unwrapped.content, found, within)
    found.files += packet.files
    found.texts += [Text(text, kind) for text, kind in packet.texts]
