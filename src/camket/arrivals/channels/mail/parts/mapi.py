"""MAPI properties as they stand in a TNEF stream (MS-OXTNEF 2.1.3.4): what Outlook knows of a thing."""

from __future__ import annotations

from dataclasses import dataclass

from camket.arrivals.channels.mail.charsets.decoding import clean, decode

MOST_PROPERTIES = 5000
SEVERAL, NAMED = 0x1000, 0x8000
STRING, UNICODE, OBJECT, BINARY = 0x1E, 0x1F, 0x0D, 0x102
COUNTED = frozenset({STRING, UNICODE, OBJECT, BINARY})
SIZES = {
    0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Properties:
    """Values by the number of their property; strings in the charset of the envelope or in UTF-16."""

    values: dict[int, tuple[int, bytes]]
    charset: str

    def content(self, number: int) -> bytes:
        """The bytes of a property, or none."""
        return self.values.get(number, (0, b""))[1]

    def text(self, number: int) -> str:
        """The text of a property, or none."""
        kind, value = self.values.get(number, (0, b""))
        if kind == UNICODE:
            return clean(value.decode("utf-16-le", "replace").rstrip("\x00"))
        return decode(value.rstrip(b"\x00"), self.charset).text


class _Ended(Exception):
    """The bytes ended before the property did."""


class _Cursor:
    """Reads numbers and values, each padded to four bytes."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._position = 0

    def number(self, size: int = 4) -> int:
        return int.from_bytes(self.take(size), "little")

    def take(self, size: int) -> bytes:
        end = self._position + size
        if end > len(self._content):
            raise _Ended
        value = self._content[self._position : end]
        self._position = end
        return value

    def padded(self, size: int) -> bytes:
        value = self.take(size)
        self._position += -size % 4
        return value


def read_properties(content: bytes, charset: str) -> Properties:
    """All properties that can be read; what is damaged ends the list. Never raises."""
    values: dict[int, tuple[int, bytes]] = {}
    cursor = _Cursor(content)
    try:
        for _ in range(min(cursor.number(), MOST_PROPERTIES)):
            kind, number = cursor.number(2), cursor.number(2)
            if number >= NAMED:
                _pass_name(cursor)
            values.setdefault(number, (kind & ~SEVERAL, _value(cursor, kind)))
    except _Ended:
        pass
    return Properties(values, charset)


def _pass_name(cursor: _Cursor) -> None:
    """A named property says its name first: a set, then a number or a word."""
    cursor.take(16)
    is_word = cursor.number() == 1
    cursor.padded(cursor.number()) if is_word else cursor.take(4)


def _value(cursor: _Cursor, kind: int) -> bytes:
    """The first value of a property; the others are passed over."""
    plain = kind & ~SEVERAL
    if plain not in COUNTED:
        count = cursor.number() if kind & SEVERAL else 1
        return cursor.take(SIZES.get(plain, 4) * count)
    first = b""
    for position in range(cursor.number()):
        value = cursor.padded(cursor.number())
        first = value if position == 0 else first
    return first
