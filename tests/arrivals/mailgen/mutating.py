"""Harm that comes to mails on their way: cut, flipped, stripped of headers, labelled wrongly."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

LABELS = [
    b"gb2312",
    b"utf-16",
    b"koi8-r",
    b"us-ascii",
    b"x-nobody",
    b"",
    b"utf-8",
    b"shift_jis",
    b"hex",
]


def mutated(chance: random.Random, raw: bytes) -> bytes:
    """The mail after one to three accidents."""
    for _ in range(chance.randint(1, 3)):
        raw = chance.choice(ACCIDENTS)(chance, raw)
    return raw


def _cut(chance: random.Random, raw: bytes) -> bytes:
    return raw[: chance.randint(1, len(raw))]


def _flip(chance: random.Random, raw: bytes) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _drop_headers(chance: random.Random, raw: bytes) -> bytes:
    lines = re.split(rb"(?<=\n)(?![ \t])", raw)
    droppable = [n for n, line in enumerate(lines[:40]) if re.match(rb"[A-Za-z-]+:", line)]
    gone = set(chance.sample(droppable, min(len(droppable), chance.randint(1, 3))))
    return b"".join(line for n, line in enumerate(lines) if n not in gone) or raw


def _break_boundary(chance: random.Random, raw: bytes) -> bytes:
    found = list(re.finditer(rb"----=_\w+", raw))
    if not found:
        return _flip(chance, raw)
    one = chance.choice(found)
    return raw[: one.start() + 6] + b"X" + raw[one.start() + 7 :]


def _relabel(chance: random.Random, raw: bytes) -> bytes:
    return re.sub(rb"charset=[^\s;]*", b"charset=" + chance.choice(LABELS), raw, count=1)


def _misencode(chance: random.Random, raw: bytes) -> bytes:
    said = chance.choice([b"8bit", b"base64", b"quoted-printable", b"x-strange", b""])
    pattern = rb"Content-Transfer-Encoding: [\w-]+"
    return re.sub(pattern, b"Content-Transfer-Encoding: " + said, raw, count=1)


def _no_blank_line(_: random.Random, raw: bytes) -> bytes:
    return re.sub(rb"\r?\n\r?\n", b"\n", raw, count=1)


def _twice(chance: random.Random, raw: bytes) -> bytes:
    start = chance.randrange(len(raw))
    piece = raw[start : start + chance.randint(1, 200)]
    return raw[:start] + piece + raw[start:]


def _lose(chance: random.Random, raw: bytes) -> bytes:
    start = chance.randrange(len(raw))
    return raw[:start] + raw[start + chance.randint(1, 120) :] or raw


def _strew(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw))
    return (
        raw[:at] + chance.choice([b"\x00", b"\xff\xfe", b"\r", b"\n\n", b"=", b"\x1b$B"]) + raw[at:]
    )


def _only_returns(_: random.Random, raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r")


ACCIDENTS: list[Callable[[random.Random, bytes], bytes]] = [
    _cut, _flip, _flip, _drop_headers, _break_boundary, _relabel, _misencode, _no_blank_line, _twice,
    _lose, _strew, _only_returns,
]  # fmt: skip
