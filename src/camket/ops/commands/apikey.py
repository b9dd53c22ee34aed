"""Keys for the company's own programs: add one, take one back, list them."""

from __future__ import annotations

import argparse

from camket.clock import now
from camket.ops.actions import OPERATOR
from camket.people.models import ApiKey
from camket.people.programs import add_key, revoke_key


def arguments(parser: argparse.ArgumentParser) -> None:
    """Three verbs, each with its own words."""
    verbs = parser.add_subparsers(required=True, metavar="add|revoke|list")
    add = verbs.add_parser("add", help="make a key for a program; it is printed once")
    add.add_argument("program", metavar="NAME", help="the program's name, such as website")
    add.set_defaults(verb=_add)
    revoke = verbs.add_parser("revoke", help="take a key back")
    revoke.add_argument("ref", metavar="AK-…", help="the key's reference, as `list` shows it")
    revoke.set_defaults(verb=_revoke)
    verbs.add_parser("list", help="every key there was").set_defaults(verb=_list)


def run(args: argparse.Namespace) -> int:
    """Carry out one verb. Raises a Refusal, which the command line tells in words."""
    args.verb(args)
    return 0


def _add(args: argparse.Namespace) -> None:
    made = add_key(args.program, by=OPERATOR, at=now())
    print(f"{made.key.program} ({made.key.ref})")
    print(f"khóa / key: {made.token}")


def _revoke(args: argparse.Namespace) -> None:
    key = revoke_key(args.ref, by=OPERATOR, at=now())
    print(f"{key.program} ({key.ref}): đã thu hồi / revoked")


def _list(args: argparse.Namespace) -> None:
    for key in ApiKey.objects.order_by("program", "made_at"):
        state = f"  (đã thu hồi / revoked {key.revoked_at:%Y-%m-%d})" if key.revoked_at else ""
        print(f"{key.ref}\t{key.program}\t{key.made_at:%Y-%m-%d}{state}")
