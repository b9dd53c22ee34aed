"""Print the equation of arrivals per mailbox and in all; exit 1 if it does not balance."""

from __future__ import annotations

import argparse

from camket.arrivals.rules import Equation
from camket.clock import now
from camket.ops.preparing.policy import calendar_warnings
from camket.reports.reconciliation import reconcile

TOTAL = "*"


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(args: argparse.Namespace) -> int:
    """received = opened + added + duplicate + automatic + bounce + dismissed + held + failed + waiting."""
    found = reconcile()
    lines = sorted(found.lines, key=lambda line: (line.mailbox == TOTAL, line.mailbox))
    if not lines:
        print("received 0 = 0")
    for line in lines:
        print(_text(line))
    if found.astray:
        print(f"{found.astray} arrivals are in no case, although their rows name one")
    for warning in calendar_warnings(now()):
        print(warning)
    return 0 if found.balances else 1


def _text(line: Equation) -> str:
    name = "all" if line.mailbox == TOTAL else line.mailbox
    sign = "=" if line.balances else "≠"
    parts = " + ".join(f"{part} {count}" for part, count in line.parts.items())
    return f"{name}: received {line.received} {sign} {parts}"
