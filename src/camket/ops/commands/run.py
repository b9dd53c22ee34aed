"""Start everything under one Ctrl-C: the web, the worker, the clock and the mail door."""

from __future__ import annotations

import argparse
from importlib import import_module

from django.conf import settings

from camket.ops import ports, pulse, welcome
from camket.ops.commands import setup
from camket.ops.processes import Supervisor
from camket.rulebook.company import current_policy


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options: the environment says what may be changed."""


def run(args: argparse.Namespace) -> int:
    """Check, prepare, start, and keep running until SIGINT or SIGTERM."""
    ports.check_free("PORT", settings.CAMKET_PORT)
    ports.check_free("MAIL_PORT", settings.CAMKET_MAIL_PORT)
    for line in setup.prepare():
        print(line, flush=True)
    for name in pulse.PROCESSES:
        # Loaded here once, and not by each process again.
        import_module(f"camket.ops.commands.{name}")
        pulse.forget(name)
    announcement = _Announcement()
    return Supervisor(pulse.PROCESSES, forget=pulse.forget, each_look=announcement.look).run()


class _Announcement:
    """Speaks once, when every process was seen alive."""

    def __init__(self) -> None:
        self._spoken = False

    def look(self) -> None:
        """Say where to look as soon as there is something to see."""
        if not self._spoken and all(pulse.lives().values()):
            print("\n".join(_text()), flush=True)
            self._spoken = True


def _text() -> list[str]:
    return welcome.lines(
        url=settings.CAMKET_URL,
        sign_in=welcome.sign_in(),
        mailbox=current_policy().company.mail,
        mail_port=settings.CAMKET_MAIL_PORT,
    )
