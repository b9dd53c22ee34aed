"""Addresses as people and programs write them: quoted names, comments, groups, and what is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from camket.arrivals.channels.mail.headers.words import header_text

MOST_ADDRESSES = 1000
_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"?)|(?P<angle><[^<>]*>?)|(?P<open>\()|(?P<mark>[,;:])"""
    r"""|(?P<plain>[^"<(,;:]+)|(?P<rest>.)""",
    re.DOTALL | re.VERBOSE,
)
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()]+")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """Who, as the header says it. Both are claims. `address` is None where none is written."""

    name: str = ""
    address: str | None = None


@dataclass(slots=True)
class _Open:
    """One address while it is read."""

    words: list[str]
    comments: list[str]
    angle: str | None = None

    def closed(self, charset: str | None) -> Address | None:
        """The address, or None where nothing was written."""
        plain = " ".join("".join(self.words).split())
        comment = " ".join(self.comments)
        found = _ADDRESS.search(self.angle) if self.angle is not None else None
        if found is None and (inner := _ADDRESS.search(plain)) is not None and self.angle is None:
            around = plain[: inner.start()] + plain[inner.end() :]
            found, plain = inner, " ".join(around.replace("<", "").replace(">", "").split())
        name = header_text(plain, charset) or header_text(comment, charset)
        if found is None and (hidden := _ADDRESS.search(name)) is not None:
            return Address("", hidden[0])
        address = header_text(found[0], charset) if found else None
        if not name and address is None:
            return None
        return Address("" if name == address else name.strip("'\" "), address)


def read_addresses(raw: str, charset: str | None = None) -> list[Address]:
    """Every address of a header line, in order. Never raises; at most 1,000."""
    read: list[Address] = []
    one = _Open([], [])
    position = 0
    while position < len(raw) and len(read) < MOST_ADDRESSES:
        found = _TOKEN.match(raw, position)
        if found is None:  # pragma: no cover - the last branch of the pattern matches any character
            break
        position = found.end()
        if found["open"]:
            comment, position = _comment(raw, position)
            one.comments.append(comment)
        elif found["mark"]:
            one = _at_mark(found["mark"], one, read, charset)
        else:
            _add(one, found)
    _close(one, read, charset)
    return read


def _add(one: _Open, found: re.Match[str]) -> None:
    if found["angle"] is not None and one.angle is None:
        one.angle = found["angle"].strip("<>")
    elif found["quoted"]:
        one.words.append(_ESCAPE.sub(r"\1", found["quoted"].strip('"')))
    else:
        one.words.append(found[0])


def _at_mark(mark: str, one: _Open, read: list[Address], charset: str | None) -> _Open:
    """A comma or semicolon ends an address; a colon ends the name of a group, which is dropped."""
    if mark == ":" and one.angle is None and "@" not in "".join(one.words):
        return _Open([], [])
    if mark == ":":
        one.words.append(mark)
        return one
    _close(one, read, charset)
    return _Open([], [])


def _close(one: _Open, read: list[Address], charset: str | None) -> None:
    address = one.closed(charset)
    if address is not None:
        read.append(address)


def _comment(raw: str, position: int) -> tuple[str, int]:
    """The text of a comment, which may hold comments, and where it ends."""
    depth, start = 1, position
    while position < len(raw) and depth:
        character = raw[position]
        depth += (character == "(") - (character == ")")
        position += 2 if character == "\\" else 1
    return raw[start : position - 1 if depth == 0 else position], min(position, len(raw))
