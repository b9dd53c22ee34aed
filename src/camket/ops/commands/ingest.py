"""Take mails from files, folders, mbox files or standard input, or spoken messages; one JSON line for each."""

from __future__ import annotations

import argparse
import json
import mailbox
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from camket.arrivals.actions import receive
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel
from camket.clock import now
from camket.intake.actions.taking import take
from camket.ops.doors.voice import spoken

BATCH = 50
MBOX_START = b"From "


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to take, and under which name the equation counts it."""
    parser.add_argument("paths", nargs="*", default=["-"], metavar="PATH")
    parser.add_argument("--mailbox", default="ingest")
    parser.add_argument("--voice", action="store_true", help="the files are sound, not mails")


def run(args: argparse.Namespace) -> int:
    """Take everything, oldest name first. Exit 1 if something ended in *failed*."""
    read = _voices if args.voice else _mails
    found = (one for path in args.paths for one in read(path, args.mailbox))
    failed = 0
    while batch := list(islice(found, BATCH)):
        failed += _take(batch)
    return 1 if failed else 0


def _take(batch: Sequence[tuple[str, Raw]]) -> int:
    at = now()
    taken = take(receive([raw for _, raw in batch], at=at, claimed=True), at=at)
    for (name, _), one in zip(batch, taken, strict=True):
        number = one.case.number if one.case else None
        line = {"file": name, "outcome": one.destination, "case": number}
        print(json.dumps(line, ensure_ascii=False))
    return sum(one.destination == "failed" for one in taken)


def _voices(path: str, mailbox_name: str) -> Iterator[tuple[str, Raw]]:
    """Every file of sound under a path. The same sound again is a duplicate, and is told as one."""
    for file in _files(path):
        yield str(file), replace(spoken(file, at=now()), mailbox=mailbox_name, source=None)


def _mails(path: str, mailbox_name: str) -> Iterator[tuple[str, Raw]]:
    """Every mail under a path, as it goes in."""
    for name, content in _contents(path):
        yield name, Raw(content, Form.MAIL, Channel.MAIL, mailbox_name, now())


def _files(path: str) -> list[Path]:
    root = Path(path)
    return sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]


def _contents(path: str) -> Iterator[tuple[str, bytes]]:
    """Every mail under a path: a file, a folder of files, an mbox, or `-`."""
    if path == "-":
        yield "-", sys.stdin.buffer.read()
        return
    for file in _files(path):
        content = file.read_bytes()
        if content.startswith(MBOX_START):
            yield from _mbox(file)
        else:
            yield str(file), content


def _mbox(file: Path) -> Iterator[tuple[str, bytes]]:
    box = mailbox.mbox(file, create=False)
    for position in box.iterkeys():
        yield f"{file}#{position}", box.get_bytes(position)
