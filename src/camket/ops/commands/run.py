"""Start everything under one Ctrl-C: the web, the worker, the clock and the mail door."""

from __future__ import annotations

import argparse
from importlib import import_module

from django.conf import settings

from camket.clock import now
from camket.ops import memory, ports, pulse, welcome
from camket.ops.commands import setup
from camket.ops.demo.cast import kept_password
from camket.ops.demo.making import is_empty, make_demonstration
from camket.ops.preparing.policy import calendar_warnings
from camket.ops.processes import Supervisor
from camket.refusals import Refusal
from camket.rulebook.company import current_policy


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options: the environment says what may be changed."""


def run(args: argparse.Namespace) -> int:
    """Check, prepare, start, and keep running until SIGINT or SIGTERM."""
    ports.check_free("PORT", settings.CAMKET_PORT)
    ports.check_free("MAIL_PORT", settings.CAMKET_MAIL_PORT)
    for line in [*setup.prepare(), *calendar_warnings(now())]:
        print(line, flush=True)
    if settings.CAMKET_DEMO and is_empty():
        _demonstrate()
    for name in pulse.PROCESSES:
        # Loaded here once, and not by each process again.
        import_module(f"camket.ops.commands.{name}")
        pulse.forget(name)
    memory.settle()
    announcement = _Announcement()
    return Supervisor(pulse.PROCESSES, forget=pulse.forget, each_look=announcement.look).run()


def _demonstrate() -> None:
    """Make the demonstration. A desk that cannot have one, as in a year without a calendar, starts bare."""
    print("camket: đang dựng bản trình diễn / making the demonstration …", flush=True)
    try:
        make_demonstration(at=now())
    except Refusal as refusal:
        print(f"camket: {refusal.vi}\ncamket: {refusal.en}", flush=True)


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
        sign_in=welcome.sign_in(kept_password()),
        mailbox=current_policy().company.mail,
        mail_port=settings.CAMKET_MAIL_PORT,
    )
