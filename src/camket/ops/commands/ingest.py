"""Take mails from files, folders, mbox files or standard input, or spoken messages; one JSON line for each."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from camket.arrivals.actions import receive
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel
from camket.clock import now
from camket.intake.actions.taking import take
from camket.ops.doors.files import (
    STANDARD_INPUT,
    files_under,
    mails_in,
    mails_on_standard_input,
)
from camket.ops.doors.voice import spoken
from camket.refusals import NotUnderstood, Refusal

BATCH = 50
TOGETHER_BYTES = 64 * 1024 * 1024
Named = tuple[str, Raw]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to take, and under which name the equation counts it."""
    parser.add_argument("paths", nargs="*", default=[STANDARD_INPUT], metavar="PATH")
    parser.add_argument("--mailbox", default="ingest")
    parser.add_argument("--voice", action="store_true", help="the files are sound, not mails")


def run(args: argparse.Namespace) -> int:
    """Take everything, oldest name first. Exit 1 if something ended in *failed*.

    What cannot be read keeps nothing else from being taken; it is told at the end.
    """
    read = _voice if args.voice else _mails
    unread: list[Refusal] = []
    found = _found(args.paths, lambda file: read(file, args.mailbox), args.mailbox, unread)
    failed = sum(_take(batch) for batch in _batches(found))
    if unread:
        raise unread[0]
    return 1 if failed else 0


def _found(
    paths: Sequence[str],
    read: Callable[[Path], Iterator[Named]],
    mailbox: str,
    unread: list[Refusal],
) -> Iterator[Named]:
    """Everything under the paths as it goes in; what cannot be read is noted in `unread`."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _raw(mails_on_standard_input(), mailbox)
            continue
        for file in files_under(path):
            try:
                yield from read(file)
            except OSError as error:
                unread.append(_not_read(file, error))


def _not_read(file: Path, error: OSError) -> Refusal:
    reason = error.strerror or type(error).__name__
    return NotUnderstood(
        f"Không đọc được tệp {file}: {reason}", f"The file {file} cannot be read: {reason}"
    )


def _batches(found: Iterable[Named]) -> Iterator[list[Named]]:
    """As many at a time as fit into the memory of a small machine."""
    batch: list[Named] = []
    weight = 0
    for one in found:
        size = len(one[1].content)
        if batch and (len(batch) == BATCH or weight + size > TOGETHER_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append(one)
        weight += size
    if batch:
        yield batch


def _take(batch: Sequence[Named]) -> int:
    at = now()
    taken = take(receive([raw for _, raw in batch], at=at, claimed=True), at=at)
    for (name, _), one in zip(batch, taken, strict=True):
        number = one.case.number if one.case else None
        line = {"file": name, "outcome": one.destination, "case": number}
        print(json.dumps(line, ensure_ascii=False))
    return sum(one.destination == "failed" for one in taken)


def _voice(file: Path, mailbox: str) -> Iterator[Named]:
    """A file of sound. The same sound again is a duplicate, and is told as one."""
    yield str(file), replace(spoken(file, at=now()), mailbox=mailbox, source=None)


def _mails(file: Path, mailbox: str) -> Iterator[Named]:
    """Every mail in a file."""
    return _raw(mails_in(file), mailbox)


def _raw(mails: Iterable[tuple[str, bytes]], mailbox: str) -> Iterator[Named]:
    for name, content in mails:
        yield name, Raw(content, Form.MAIL, Channel.MAIL, mailbox, now())
