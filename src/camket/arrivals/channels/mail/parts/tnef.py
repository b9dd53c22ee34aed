"""winmail.dat: Outlook's own envelope (MS-OXTNEF). Its body and its files are taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from camket.arrivals.channels.mail.charsets.decoding import decode
from camket.arrivals.channels.mail.headers.parameters import safe_name
from camket.arrivals.channels.mail.parts.html import charset_of, text_of
from camket.arrivals.channels.mail.parts.mapi import Properties, read_properties
from camket.arrivals.channels.mail.parts.rtf import rtf_text, uncompressed
from camket.arrivals.content import content_type
from camket.arrivals.submission import Attached

SIGNATURE = bytes.fromhex("789f3e22")
DAMAGED = "damaged-winmail"
DEEPEST, MOST_ATTRIBUTES = 5, 5000
BODY, CODEPAGE, MESSAGE_PROPERTIES = 0x800C, 0x9007, 0x9003
FILE_BEGINS, FILE_CONTENT, FILE_TITLE, FILE_PROPERTIES = 0x9002, 0x800F, 0x8010, 0x9005
P_BODY, P_HTML, P_RTF = 0x1000, 0x1013, 0x1009
P_CONTENT, P_LONG_NAME, P_NAME, P_DISPLAY_NAME, P_TYPE = 0x3701, 0x3707, 0x3704, 0x3001, 0x370E
OBJECT_ID_BYTES = 16


@dataclass(slots=True)
class Packet:
    """What was in the envelope. A text comes with its kind, `plain` or `html`."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    files: list[Attached] = field(default_factory=list)
    warning: str | None = None


@dataclass(slots=True)
class _File:
    """One file while it is read."""

    content: bytes = b""
    title: str = ""
    properties: Properties = field(default_factory=lambda: Properties({}, ""))


@dataclass(slots=True)
class _Envelope:
    """The attributes of one stream, as far as they matter."""

    charset: str = "cp1252"
    body: bytes = b""
    message: Properties = field(default_factory=lambda: Properties({}, ""))
    files: list[_File] = field(default_factory=list)

    def add(self, name: int, value: bytes) -> None:
        """Take one attribute in. Those after the beginning of a file belong to that file."""
        if name == CODEPAGE:
            self.charset = f"cp{int.from_bytes(value[:4], 'little')}"
        elif name == BODY:
            self.body = value
        elif name == MESSAGE_PROPERTIES:
            self.message = read_properties(value, self.charset)
        elif name == FILE_BEGINS:
            self.files.append(_File())
        elif self.files:
            _add(self.files[-1], name, value, self.charset)


def read_tnef(content: bytes, depth: int = 0) -> Packet | None:
    """The texts and files of a TNEF stream, or None where it is none. Never raises."""
    if not content.startswith(SIGNATURE):
        return None
    packet, envelope = Packet(), _Envelope()
    for name, value in _attributes(content, packet):
        envelope.add(name, value)
    body = decode(envelope.body.rstrip(b"\x00"), envelope.charset).text
    _read_text(packet, envelope.message, body)
    for file in envelope.files:
        _keep(packet, file, depth)
    return packet


def _attributes(content: bytes, packet: Packet) -> Iterator[tuple[int, bytes]]:
    """Level, name, kind, length, value, checksum, one after the other."""
    position = len(SIGNATURE) + 2
    for _ in range(MOST_ATTRIBUTES):
        if position + 9 > len(content):
            return
        name = int.from_bytes(content[position + 1 : position + 3], "little")
        length = int.from_bytes(content[position + 5 : position + 9], "little")
        start = position + 9
        if start + length > len(content):
            packet.warning = DAMAGED
        yield name, content[start : start + length]
        position = start + length + 2


def _add(file: _File, name: int, value: bytes, charset: str) -> None:
    if name == FILE_CONTENT:
        file.content = value
    elif name == FILE_TITLE:
        file.title = decode(value.rstrip(b"\x00"), charset).text
    elif name == FILE_PROPERTIES:
        file.properties = read_properties(value, charset)


def _read_text(packet: Packet, message: Properties, body: str) -> None:
    """The plain body, else HTML, else the text of Outlook's compressed RTF."""
    plain = message.text(P_BODY) or body
    html = message.content(P_HTML)
    if plain.strip():
        packet.texts.append((plain, "plain"))
    elif html.strip():
        packet.texts.append((text_of(decode(html, charset_of(html)).text), "html"))
    elif rtf := rtf_text(uncompressed(message.content(P_RTF))):
        packet.texts.append((rtf, "plain"))


def _keep(packet: Packet, file: _File, depth: int) -> None:
    properties = file.properties
    content = file.content or properties.content(P_CONTENT)
    enclosed = content[OBJECT_ID_BYTES:]
    inner = read_tnef(enclosed, depth + 1) if depth < DEEPEST else None
    if inner is not None:
        packet.texts += inner.texts
        packet.files += inner.files
        packet.warning = packet.warning or inner.warning
        return
    names = (properties.text(P_LONG_NAME), file.title, properties.text(P_NAME))
    given = next((name for name in map(safe_name, names) if name), "")
    name = given or safe_name(properties.text(P_DISPLAY_NAME)) or f"tep-{len(packet.files) + 1}"
    kind = content_type(content, properties.text(P_TYPE))
    packet.files.append(Attached(name, kind, content))
