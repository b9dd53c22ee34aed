"""Put a small demonstration into an empty database, or print a code with which its people sign in."""

from __future__ import annotations

import argparse

from django.conf import settings

from camket.clock import now
from camket.ops.commands import setup
from camket.ops.demo.cast import password_file
from camket.ops.demo.codes import demonstration_code
from camket.ops.demo.making import make_demonstration
from camket.refusals import NotAllowed


def arguments(parser: argparse.ArgumentParser) -> None:
    """One option: the code that somebody's app would show, since nobody in a demonstration has a phone."""
    parser.add_argument(
        "--code", metavar="NAME", help="print the current code of a member of staff"
    )


def run(args: argparse.Namespace) -> int:
    """Make it, and say where the password is. Refused in production, and where anything is."""
    if settings.CAMKET_PRODUCTION:
        raise NotAllowed(
            "Không đặt bản trình diễn khi chạy thật (CAMKET_PRODUCTION=1).",
            "No demonstration is made in production (CAMKET_PRODUCTION=1).",
        )
    if args.code:
        print(demonstration_code(args.code, at=now()))
        return 0
    setup.prepare()
    make_demonstration(at=now())
    print(f"mật khẩu / password: {password_file()}")
    return 0
