"""winmail.dat as Outlook writes it (MS-OXTNEF), for tests."""

from __future__ import annotations

SIGNATURE = bytes.fromhex("789f3e22") + b"\x01\x00"


def attribute(name: int, value: bytes, level: int = 1, kind: int = 6) -> bytes:
    """Level, name and kind, length, value, checksum."""
    head = bytes([level]) + name.to_bytes(2, "little") + kind.to_bytes(2, "little")
    checksum = (sum(value) & 0xFFFF).to_bytes(2, "little")
    return head + len(value).to_bytes(4, "little") + value + checksum


def properties(*given: tuple[int, int, bytes]) -> bytes:
    """MAPI properties with values of their own length: (number, kind, value)."""
    out = len(given).to_bytes(4, "little")
    for number, kind, value in given:
        out += kind.to_bytes(2, "little") + number.to_bytes(2, "little")
        if number >= 0x8000:
            name = "Tên".encode("utf-16-le")
            out += bytes(16) + (1).to_bytes(4, "little") + _counted(name)
        out += value if kind in {0x03, 0x0B} else (1).to_bytes(4, "little") + _counted(value)
    return out


def _counted(value: bytes) -> bytes:
    return len(value).to_bytes(4, "little") + value + bytes(-len(value) % 4)


def wide(text: str) -> bytes:
    """A string of kind 0x1F."""
    return (text + "\0").encode("utf-16-le")


def attached(content: bytes, title: bytes, *given: tuple[int, int, bytes]) -> bytes:
    """One file."""
    more = attribute(0x9005, properties(*given), 2) if given else b""
    return (
        attribute(0x9002, bytes(14), 2)
        + attribute(0x8010, title + b"\0", 2)
        + (attribute(0x800F, content, 2) if content else b"")
        + more
    )


def winmail(*attributes: bytes, codepage: int = 1258) -> bytes:
    """A whole stream."""
    return SIGNATURE + attribute(0x9007, codepage.to_bytes(8, "little")) + b"".join(attributes)
