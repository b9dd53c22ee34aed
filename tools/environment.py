"""Makes `.venv`: once, whole, and again when anything that went into it has changed.

Only the standard library is used here, because nothing is installed yet. An environment counts as made
when its marker is there, and the marker is written last.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = {"run": ("run",), "check": ("run", "check")}  # which sets a kind of environment serves
PINNED = ("--require-hashes", "--only-binary", ":all:", "-r")
NO_PIP = """\
camket: Python này thiếu ensurepip nên không tạo được môi trường; xin cài gói python3-venv (hoặc python3.{minor}-venv), hoặc cài uv.
camket: this Python has no ensurepip, so no environment can be made; install the package python3-venv (or python3.{minor}-venv), or uv."""
NOT_INSTALLED = """\
camket: chưa cài được các gói trong {file}; lần chạy đầu cần có mạng. Lý do ở các dòng trên.
camket: the packages of {file} could not be installed; the first start needs the network. The reason stands above."""


class CannotMake(Exception):
    """No environment can be made, and the text says what to do."""


def python(root: Path = ROOT) -> Path:
    """The interpreter of the environment."""
    return root / ".venv" / "bin" / "python"


def ensure(kind: str, root: Path = ROOT) -> Path:
    """Make the environment for `run` or `check` unless it is there; returns its interpreter.

    Raises CannotMake.
    """
    with _alone(root):
        if not _is_ready(kind, root):
            _make(kind, root)
    return python(root)


def ensure_apart(name: str, folder: Path, root: Path = ROOT) -> Path:
    """Make an environment beside our own, in `folder`, from the set of that name; returns its interpreter.

    Nothing of camket is in it. Raises CannotMake.
    """
    place = folder / name
    marker = place / "requirements.sha256"
    folder.mkdir(exist_ok=True)
    with _alone(folder):
        if not marker.is_file() or marker.read_text("ascii") != _digest(name, root):
            _install(place, root / "requirements" / f"{name}.txt")
            marker.write_text(_digest(name, root), "ascii")
    return place / "bin" / "python"


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Two terminals do not make one environment at the same time."""
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _digest(name: str, root: Path) -> str:
    return hashlib.sha256((root / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def _marker(kind: str, root: Path) -> dict[str, object]:
    """What the environment is made of; the place counts too, since scripts and paths in it are absolute."""
    return {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "place": str(root),
        "requirements": {name: _digest(name, root) for name in SETS[kind]},
    }


def _is_ready(kind: str, root: Path) -> bool:
    try:
        found = json.loads((root / ".venv" / "camket.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    wanted = _marker(kind, root)
    same = all(found.get(key) == wanted[key] for key in ("python", "place"))
    digests = found.get("requirements", {})
    serves = all(digests.get(name) == _digest(name, root) for name in SETS[kind])
    return same and serves and os.access(python(root), os.X_OK)


def _make(kind: str, root: Path) -> None:
    folder = root / ".venv"
    _install(folder, root / "requirements" / f"{kind}.txt")
    _add_checkout(root)
    (folder / "camket.json").write_text(json.dumps(_marker(kind, root), indent=1), "utf-8")


def _install(folder: Path, file: Path) -> None:
    """A new environment in a folder, with everything that the file pins."""
    if folder.exists():
        shutil.rmtree(folder)
    _say(
        f"camket: đang chuẩn bị {folder.name} từ {file.name} … / making {folder.name} from {file.name} …"
    )
    if not _with_uv(folder, file) and not _with_pip(folder, file):
        raise CannotMake(NOT_INSTALLED.format(file=f"requirements/{file.name}"))


def _with_uv(folder: Path, file: Path) -> bool:
    uv = shutil.which("uv")
    if not uv or not _runs([uv, "--version"], quiet=True):
        return False
    return _runs([uv, "venv", "-q", "--clear", "--python", sys.executable, str(folder)]) and _runs(
        [uv, "pip", "install", "-q", "--python", str(folder / "bin" / "python"), *PINNED, str(file)]
    )


def _with_pip(folder: Path, file: Path) -> bool:
    if find_spec("ensurepip") is None:
        raise CannotMake(NO_PIP.format(minor=sys.version_info.minor))
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    return _runs([sys.executable, "-m", "venv", "--clear", str(folder)]) and _runs(
        [*pip, "install", "-q", *PINNED, str(file)]
    )


def _runs(command: list[str], *, quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, stdout=output, stderr=output, check=False).returncode == 0


def _add_checkout(root: Path) -> None:
    """Put the checkout's `src` on the path and a `camket` command beside the interpreter.

    The command is a shell script, because a first line that names an interpreter cannot hold a space.
    """
    packages = next((root / ".venv" / "lib").glob("python*/site-packages"))
    (packages / "camket-checkout.pth").write_text(f"{root / 'src'}\n", "utf-8")
    command = root / ".venv" / "bin" / "camket"
    interpreter = str(python(root)).replace("'", "'\\''")
    command.write_text(f"#!/bin/sh\nexec '{interpreter}' -m camket \"$@\"\n", "utf-8")
    command.chmod(0o755)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
