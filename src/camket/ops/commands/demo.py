"""Put a small demonstration into an empty database."""

from __future__ import annotations

import argparse

from django.conf import settings

from camket.clock import now
from camket.ops.commands import setup
from camket.ops.demo.cast import password_file
from camket.ops.demo.making import make_demonstration
from camket.refusals import NotAllowed


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(args: argparse.Namespace) -> int:
    """Make it, and say where the password is. Refused in production, and where anything is."""
    if settings.CAMKET_PRODUCTION:
        raise NotAllowed(
            "Không đặt bản trình diễn khi chạy thật (CAMKET_PRODUCTION=1).",
            "No demonstration is made in production (CAMKET_PRODUCTION=1).",
        )
    setup.prepare()
    make_demonstration(at=now())
    print(f"mật khẩu / password: {password_file()}")
    return 0
