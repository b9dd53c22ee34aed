"""Read mails and print what they say, one JSON object for each file. Nothing is stored or changed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from camket.arrivals.channels.mail import OwnAddresses, parse_mail
from camket.policy import load_policy
from camket.refusals import NotUnderstood, Refusal

READS_POLICY = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files to read."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a mail as it came; - for standard input"
    )


def run(args: argparse.Namespace) -> int:
    """Print one line of JSON a file. What a mail says never makes it fail; a missing file does, at the end."""
    company = load_policy(args.policy_folder).company
    own = OwnAddresses.of(company.mail, company.mailboxes, company.group_lists)
    refused: Refusal | None = None
    for name in args.files:
        try:
            _print({"file": name, **parse_mail(_content(name), own).as_json()})
        except Refusal as refusal:
            refused = refused or refusal
    if refused is not None:
        raise refused
    return 0


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotUnderstood(
            f"Không đọc được tệp {name}: {reason}", f"The file {name} cannot be read: {reason}"
        ) from error


def _print(said: dict[str, object]) -> None:
    """One line, in letters where the terminal knows them and as escapes where it does not."""
    knows_letters = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(said, ensure_ascii=not knows_letters), flush=True)
