"""Programs that tests need and pip cannot bring: installed from the system's packages where we may."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """A program under the names it may have, and the Debian packages that bring it: the first choice that is there."""

    names: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]
    use: str
    folders: str = "/usr/sbin:/usr/local/sbin"

    def is_there(self) -> bool:
        """Whether one of its names is on the path or among the system's servers."""
        path = f"{os.environ.get('PATH', os.defpath)}:{self.folders}"
        return any(shutil.which(name, path=path) for name in self.names)


PROGRAMS = (
    Program(
        ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
        (("chromium-headless-shell",), ("chromium",)),
        "pages in a real browser",
    ),
    Program(("dovecot",), (("dovecot-imapd", "dovecot-lmtpd"),), "mail through a real IMAP server"),
    Program(("clamd",), (("clamav-daemon",),), "files through a real scanner"),
)


def missing() -> list[Program]:
    """The programs that are not on this machine."""
    return [program for program in PROGRAMS if not program.is_there()]


def install_missing() -> list[Program]:
    """Install what is missing where that is allowed; returns what is still missing."""
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt("update", "-q")
        for program in wanted:
            _install(program)
    return missing()


def _install(program: Program) -> None:
    for packages in program.choices:
        if not program.is_there():
            _apt("install", "-q", "-y", "--no-install-recommends", *packages)


def _apt(*arguments: str) -> None:
    surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-o", "Acquire::Retries=3", *arguments]
    subprocess.run(command, check=False, env=surroundings, stdin=subprocess.DEVNULL)
