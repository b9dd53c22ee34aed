"""Recompute every chain, every signature and every state from the facts; exit 1 on any fault."""

from __future__ import annotations

import argparse

from camket.evidence.actions.signing import published_folder
from camket.reports.verification import verify


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything, or one subject."""
    parser.add_argument("subject", nargs="?", metavar="SUBJECT", help="such as case:KN-26-4F7K2")


def run(args: argparse.Namespace) -> int:
    """Print counts and the first fault."""
    result = verify(args.subject, published=published_folder())
    print(
        f"chains {result.chains}, facts {result.facts}, "
        f"leaves {result.leaves}, checkpoints {result.checkpoints}"
    )
    if result.without_a_key:
        print(f"{result.without_a_key} compartments have no key and were not erased here")
    if result.fault is not None:
        print(f"fault: {result.fault}")
        return 1
    if args.subject and not result.facts:
        print(f"fault: {args.subject} has no facts")
        return 1
    print("no fault")
    return 0
