"""End every session of one customer's account, or of one member of staff. Nothing personal is an argument."""

from __future__ import annotations

import argparse
import sys

from camket.clock import now
from camket.ops.actions import OPERATOR, end_sessions
from camket.people.models import Account
from camket.people.signing.codes import claim_of
from camket.people.signing.knowing import account_at, account_named, account_of_staff


def arguments(parser: argparse.ArgumentParser) -> None:
    """One verb, and three ways to say whose sessions."""
    verbs = parser.add_subparsers(required=True, metavar="end")
    end = verbs.add_parser("end", help="sign somebody out everywhere, at once")
    whose = end.add_mutually_exclusive_group(required=True)
    whose.add_argument("ref", metavar="TK-…", nargs="?", help="the account's reference")
    whose.add_argument("--staff", metavar="NAME", help="the name that a member signs in with")
    whose.add_argument(
        "--point-stdin",
        action="store_true",
        help="read the customer's mail address or mobile number from standard input",
    )


def run(args: argparse.Namespace) -> int:
    """End them, and say how many there were. Raises a Refusal, which the command line tells in words."""
    account = _account(args)
    ended = end_sessions(account, by=OPERATOR, at=now())
    print(f"{account.ref}: đã kết thúc {ended} phiên / {ended} sessions ended")
    return 0


def _account(args: argparse.Namespace) -> Account:
    if args.staff is not None:
        return account_of_staff(args.staff)
    if args.point_stdin:
        return account_at(claim_of(sys.stdin.readline().strip()).index)
    return account_named(args.ref)
