"""Take mails from files, folders, mbox files or standard input; one JSON line for each."""

from __future__ import annotations

import argparse
import json
import mailbox
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from camket.arrivals.actions import receive
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel
from camket.clock import now
from camket.intake.actions.taking import take

NEEDS_DJANGO = True
BATCH = 50
MBOX_START = b"From "


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to take, and under which name the equation counts it."""
    parser.add_argument("paths", nargs="*", default=["-"], metavar="PATH")
    parser.add_argument("--mailbox", default="ingest")


def run(args: argparse.Namespace) -> int:
    """Take everything, oldest name first. Exit 1 if something ended in *failed*."""
    mails = (found for path in args.paths for found in _mails(path))
    failed = 0
    while batch := list(islice(mails, BATCH)):
        failed += _take(batch, args.mailbox)
    return 1 if failed else 0


def _take(batch: Sequence[tuple[str, bytes]], mailbox_name: str) -> int:
    at = now()
    raw = [Raw(content, Form.MAIL, Channel.MAIL, mailbox_name, at) for _, content in batch]
    taken = take(receive(raw, at=at), at=at)
    for (name, _), one in zip(batch, taken, strict=True):
        number = one.case.number if one.case else None
        line = {"file": name, "outcome": one.destination, "case": number}
        print(json.dumps(line, ensure_ascii=False))
    return sum(one.destination == "failed" for one in taken)


def _mails(path: str) -> Iterator[tuple[str, bytes]]:
    """Every mail under a path: a file, a folder of files, an mbox, or `-`."""
    if path == "-":
        yield "-", sys.stdin.buffer.read()
        return
    root = Path(path)
    files = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
    for file in files:
        content = file.read_bytes()
        if content.startswith(MBOX_START):
            yield from _mbox(file)
        else:
            yield str(file), content


def _mbox(file: Path) -> Iterator[tuple[str, bytes]]:
    box = mailbox.mbox(file, create=False)
    for position in box.iterkeys():
        yield f"{file}#{position}", box.get_bytes(position)
