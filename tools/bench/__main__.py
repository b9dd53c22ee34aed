"""`make bench`: mails a second in camket and in django-helpdesk, and how long a full desk makes people wait.

    ./camket bench [--mails 3000] [--cases 1000 100000] [--seed 2]

Each program runs by itself, one process, on SQLite that waits for the disk at every commit. Everything is on
in camket: sealing, the chain of facts, the check for twins, the search index, promises, acknowledgements.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools import environment
from tools.bench import mails

FOLDER = environment.ROOT / ".bench"
GOAL = 10


def main(given: list[str]) -> int:
    """Take the mails twice, check what camket holds, fill a desk, and print the figures."""
    chosen = _arguments(given)
    place = FOLDER / "run"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    print(f"writing {chosen.mails} mails (seed {chosen.seed}) …", flush=True)
    mails.write_files(place / "mails", chosen.mails, chosen.seed)
    theirs = _helpdesk(place)
    _tell("django-helpdesk", theirs)
    ours = _camket(place)
    _tell("camket", ours)
    ratio, busy = (theirs[clock] / ours[clock] for clock in ("seconds", "cpu"))
    print(f"camket takes {ratio:.1f} times as many mails a second (goal: {GOAL})")
    print(
        f"  and {busy:.1f} times as many by the processor's time, which a busy machine blurs less"
    )
    status = _check(place)
    for cases in chosen.cases:
        _program("scale", [str(cases)], place / f"desk-{cases}")
    shutil.rmtree(place)
    return status


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="camket bench", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--mails", type=int, default=3_000)
    parser.add_argument("--cases", type=int, nargs="*", default=[1_000, 100_000])
    parser.add_argument("--seed", type=int, default=2)
    return parser.parse_args(given)


def _helpdesk(place: Path) -> dict[str, Any]:
    """Its command deletes the files that it has taken, so it gets a copy."""
    python = environment.ensure_apart("bench", FOLDER)
    folder, home = place / "copies", place / "helpdesk"
    shutil.copytree(place / "mails", folder)
    home.mkdir()
    script = Path(__file__).with_name("helpdesk_side.py")
    figures = _figures([str(python), str(script), str(folder), str(home)], {})
    if figures["left"]:
        sys.exit(f"django-helpdesk left {figures['left']} mails untaken: no comparison")
    return figures


def _camket(place: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tools.bench.camket_side", str(place / "mails")]
    return _figures(command, _own(place / "camket"))


def _own(home: Path) -> dict[str, str]:
    """A desk of its own, whatever the one at work is told by the environment."""
    return {"CAMKET_HOME": str(home), "CAMKET_KEYS": f"{home}-keys"}


def _figures(command: list[str], more: Mapping[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        command, env=_surroundings() | more, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"ended with {done.returncode}: {' '.join(command)}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _surroundings() -> dict[str, str]:
    """Neither a rehearsed clock nor another database."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CAMKET_") and not name.endswith("DATABASE_URL")
    }


def _tell(name: str, figures: dict[str, Any]) -> None:
    rate = figures["mails"] / figures["seconds"]
    print(f"{name}: {figures['mails']} mails in {figures['seconds']:.1f} s, {rate:.0f} a second")
    shown = {key: value for key, value in figures.items() if key not in {"mails", "seconds"}}
    print(f"  {json.dumps(shown)}", flush=True)


def _check(place: Path) -> int:
    """What was taken in a hurry must balance and verify."""
    own = _own(place / "camket")
    statuses = [_camket_command(word, own) for word in ("reconcile", "verify")]
    return max(statuses)


def _camket_command(word: str, own: Mapping[str, str]) -> int:
    print(f"camket {word}:", flush=True)
    command = [sys.executable, "-m", "camket", word]
    return subprocess.run(command, env=_surroundings() | own, check=False).returncode


def _program(name: str, words: list[str], home: Path) -> None:
    command = [sys.executable, "-m", f"tools.bench.{name}", *words]
    subprocess.run(command, env=_surroundings() | _own(home), check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
