"""The headers of one message: the first of each name counts, whoever repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from camket.arrivals.channels.mail.headers.addresses import Address, read_addresses
from camket.arrivals.channels.mail.headers.words import header_text

MOST_REFERENCES = 100
LONGEST_ID = 500
LONGEST_LINE = 100_000
_ID = re.compile(r"<([^<>]{1,500})>")
_BARE_ID = re.compile(r"[^\s<>,;\"()@]{1,250}@[^\s<>,;\"()@]{1,250}")
_COMMENT_AT_END = re.compile(r"\s*\([^()]*\)\s*$")


class Headers:
    """Header lines by lower-case name, raw, in their order. Raw bytes stand as lone surrogates."""

    def __init__(self, lines: Iterable[tuple[str, str]] = (), charset: str | None = None) -> None:
        self._lines: dict[str, list[str]] = {}
        self.charset = charset
        for name, value in lines:
            self._lines.setdefault(name.lower(), []).append(value[:LONGEST_LINE])

    def __contains__(self, name: str) -> bool:
        return name in self._lines

    def raw(self, name: str) -> str | None:
        """The first line of that name."""
        lines = self._lines.get(name)
        return lines[0] if lines else None

    def lines(self, name: str) -> list[str]:
        """Every line of that name."""
        return self._lines.get(name, [])

    def text(self, name: str) -> str:
        """The first line of that name that says anything, decoded, NFC."""
        texts = (header_text(raw, self.charset) for raw in self.lines(name))
        return next((text for text in texts if text), "")

    def word(self, name: str) -> str:
        """The first word of a line in lower case: `auto-replied` of `Auto-Replied (vacation)`."""
        return re.split(r"[\s;(,]", self.text(name).lower(), maxsplit=1)[0]

    def addresses(self, *names: str) -> tuple[Address, ...]:
        """The addresses of all lines of these names."""
        return tuple(
            address
            for name in names
            for raw in self.lines(name)
            for address in read_addresses(raw, self.charset)
        )

    def ids(self, name: str) -> tuple[str, ...]:
        """The Message-IDs of all lines of that name, each once, with their angle brackets."""
        found = (one for raw in self.lines(name) for one in message_ids(raw))
        return tuple(dict.fromkeys(found))[:MOST_REFERENCES]

    def date(self) -> datetime | None:
        """The instant that the sender claims; without a zone it is UTC."""
        for raw in self.lines("date"):
            instant = _instant(header_text(raw))
            if instant is not None:
                return instant
        return None


def message_ids(raw: str) -> list[str]:
    """The Message-IDs in a header line. What has no brackets and looks like one gets them."""
    text = header_text(raw)
    found = ["".join(one.split()) for one in _ID.findall(text)] or _BARE_ID.findall(text)
    return [f"<{one}>" for one in found if 0 < len(one) <= LONGEST_ID]


def _instant(text: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(_COMMENT_AT_END.sub("", text))
        aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        aware.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return aware
