"""The command line: `camket run`, `camket due`, `camket verify` and the rest.

Each subcommand is one module of `camket.ops.commands` with `arguments(parser)` and `run(args) -> int`.
A module is imported only when it is asked for. Django is set up before that, so that a module may import
rows at its top; the pure commands do without, and start fast on a machine where nothing is set up.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from camket.config import environment
from camket.config.variables import wrong
from camket.ops import memory
from camket.refusals import Refusal

COMMANDS = {
    "run": "start everything under one Ctrl-C",
    "web": "the web server alone",
    "worker": "the worker alone: letters out",
    "clock": "the clock alone: what is due",
    "maildoor": "the SMTP/LMTP door alone",
    "setup": "migrate the databases, make the keys, load the policy",
    "due": "when something is due, with its arithmetic",
    "policy": "check or publish a policy folder",
    "parse": "read mails and print what they say as JSON",
    "ingest": "take mails from files, folders, mbox or standard input",
    "reconcile": "print the equation of arrivals; exit 1 if it does not balance",
    "verify": "recompute every chain, signature and state; exit 1 on any fault",
    "staff": "add a member of staff or give a new password",
    "sessions": "end every session of one customer or member of staff",
    "apikey": "make, take back or list keys of the API",
    "demo": "put a small demonstration into an empty database, or print a code of its people",
}
PURE = {"due", "parse", "policy"}
PREPARING = {"run", "setup", "demo"}  # they make the databases ready; every other one needs them so


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status; a refusal is one sentence and status 2."""
    given = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "camket.config.settings")
    try:
        if given[:1] == ["django"]:
            return _django(given)
        return _run(given)
    except Refusal as refusal:
        print(f"camket: {refusal.vi}\ncamket: {refusal.en}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141


def _run(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="camket", description=__doc__.split("\n", 1)[0])
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        subparsers.add_parser(name, help=summary, description=summary)
    if not given or given[0] not in COMMANDS:
        parser.parse_args(given)
        return 2
    if given[0] not in PURE:
        _set_up()
    module = import_module(f"camket.ops.commands.{given[0]}")
    chosen = argparse.ArgumentParser(
        prog=f"camket {given[0]}", description=module.__doc__, add_help=True
    )
    module.arguments(chosen)
    if getattr(module, "READS_POLICY", False):
        chosen.set_defaults(policy_folder=environment.read().policy)
    arguments = chosen.parse_args(given[1:])
    if given[0] not in PURE | PREPARING:
        import_module("camket.ops.preparing.databases").check_they_are_ready()
    memory.settle()
    status: int = module.run(arguments)
    return status


def _set_up() -> None:
    import django  # noqa: PLC0415 - pure commands start without it

    _make_folders()
    django.setup()


def _make_folders() -> None:
    """The folders of data and keys, before anything wants to open a file there. What we write is private."""
    os.umask(0o077)
    read = environment.read()
    for name, folder in (("CAMKET_HOME", read.home), ("CAMKET_KEYS", read.keys)):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _not_ours(name, folder) from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise _not_ours(name, folder)


def _not_ours(name: str, folder: Path) -> Refusal:
    return wrong(
        name,
        f"không ghi được vào thư mục {folder}.",
        f"nothing can be written into the folder {folder}.",
    )


def _django(given: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    _make_folders()
    execute_from_command_line(["camket", *given[1:]])
    return 0
