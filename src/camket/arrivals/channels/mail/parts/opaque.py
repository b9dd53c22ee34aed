"""Signed and encrypted content: what can be read without a key is read, the rest waits for a person."""

from __future__ import annotations

import re

ENCRYPTED = "encrypted"
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
PLAIN_DATA = bytes.fromhex("06092a864886f70d010701")
OCTET_STRING, CONSTRUCTED_OCTET_STRING, SEQUENCE, CONTEXT_0 = 0x04, 0x24, 0x30, 0xA0
DEEPEST = 8
_ARMOUR = re.compile(r"\s*-----BEGIN PGP MESSAGE-----")
_CLEAR_SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]+:[^\n]*\n)*\n(.*?)\n-----BEGIN PGP SIGNATURE-----"
    r".*?(?:-----END PGP SIGNATURE-----|\Z)",
    re.DOTALL,
)


def is_armoured(text: str) -> bool:
    """Whether a text is nothing but an encrypted PGP message."""
    return _ARMOUR.match(text) is not None


def without_clear_signature(text: str) -> str:
    """A text that was signed with PGP in the open, without its frame."""
    if "-----BEGIN PGP SIGNED" not in text:
        return text
    return _CLEAR_SIGNED.sub(lambda found: re.sub(r"(?m)^- ", "", found[1]), text)


def signed_content(der: bytes) -> bytes | None:
    """The content of a CMS SignedData (RFC 5652), or None where there is none that can be read."""
    start = der.find(SIGNED_DATA)
    if start < 0 or start > 64:  # noqa: PLR2004 - it stands at the very beginning of a ContentInfo
        return None
    at = der.find(PLAIN_DATA, start + len(SIGNED_DATA))
    if at < 0:
        return None
    position = at + len(PLAIN_DATA)
    tag, position, end = _element(der, position)
    return _octets(der, position, end, 0) if tag == CONTEXT_0 else None


def _octets(der: bytes, position: int, end: int, depth: int) -> bytes | None:
    """Octet strings in a range, joined; long content comes in many (BER)."""
    pieces: list[bytes] = []
    while position < end and depth < DEEPEST:
        tag, start, stop = _element(der, position)
        if tag == 0 or stop > len(der):
            break
        if tag == OCTET_STRING:
            pieces.append(der[start:stop])
        elif tag == CONSTRUCTED_OCTET_STRING:
            pieces.append(_octets(der, start, stop, depth + 1) or b"")
        else:
            break
        position = stop
    return b"".join(pieces) if pieces else None


def _element(der: bytes, position: int) -> tuple[int, int, int]:
    """Tag, start and end of the content of one element; an open length ends with the bytes."""
    if position + 2 > len(der):
        return 0, position, position
    tag, length = der[position], der[position + 1]
    position += 2
    if length == 0x80:  # noqa: PLR2004 - BER's open length
        return tag, position, len(der)
    if length & 0x80:
        size = length & 0x7F
        length = int.from_bytes(der[position : position + size], "big")
        position += size
    return tag, position, position + length
