"""Every test there is: all of them on SQLite, then those that touch the database on PostgreSQL.

Words after `./camket test` go to pytest. What could not be run is listed at the end with its reason; with
CI=true nothing may be left out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import postgres, system

NO_TESTS = 5  # pytest's status when a selection is empty


def main(given: list[str]) -> int:
    """Run both passes, the second also where the first failed; returns 0 only if both are green."""
    system.install_missing()
    with tempfile.TemporaryDirectory() as folder:
        list_of_omissions = Path(folder) / "left-out.txt"
        os.environ["CAMKET_LEFT_OUT"] = str(list_of_omissions)
        passes = [_on_sqlite(given), _on_postgres(given, list_of_omissions)]
        return _tell(list_of_omissions) or max(passes, key=abs)


def _pytest(*words: str) -> list[str]:
    fixed = ["-n", "2", "--dist", "worksteal", "--durations", "20"]
    return [sys.executable, "-m", "pytest", *fixed, *words]


def _on_sqlite(given: list[str]) -> int:
    print("camket: the tests, on SQLite", flush=True)
    surroundings = {
        name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")
    }
    return subprocess.run(_pytest(*given), check=False, env=surroundings).returncode


def _on_postgres(given: list[str], list_of_omissions: Path) -> int:
    print("camket: the tests that touch the database, on PostgreSQL", flush=True)
    try:
        with postgres.postgres() as variables:
            status = postgres.run(_pytest("-m", "database", *given), variables)
    except postgres.NoPostgres as reason:
        with list_of_omissions.open("a", encoding="utf-8") as file:
            file.write(f"everything on PostgreSQL: {reason}\n")
        return 0
    return 0 if status == NO_TESTS and given else status


def _tell(list_of_omissions: Path) -> int:
    """List what was left out; that is a failure with CI=true."""
    if not list_of_omissions.exists():
        return 0
    print("camket: could not be run on this machine:")
    for line in sorted(set(list_of_omissions.read_text("utf-8").splitlines())):
        print(f"  {line}")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
