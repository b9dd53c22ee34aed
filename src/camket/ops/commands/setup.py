"""Prepare everything that the processes need: databases, keys, policy, static files."""

from __future__ import annotations

import argparse

from camket.ops.preparing import databases, static


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options: a second time costs nothing."""


def run(args: argparse.Namespace) -> int:
    """Prepare, and say what was changed."""
    for line in prepare():
        print(line)
    return 0


def prepare() -> list[str]:
    """Do every step that is not done yet; returns one line for each that changed something."""
    done = [
        f"camket: đã nâng cấp cơ sở dữ liệu {name} / migrated the database {name}"
        for name in databases.migrate()
    ]
    databases.close_keys()
    if static.collect():
        done.append("camket: đã gom tệp tĩnh / collected the static files")
    return done
