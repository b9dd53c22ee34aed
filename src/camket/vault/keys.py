"""The keys: from private files that are made once, apart from the data, or from the environment.

Whoever holds the folder can read everything; whoever lacks it can read nothing. `docs/runbook.md` says how
to keep, copy and rotate it.
"""

from __future__ import annotations

import base64
import os
import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from camket.refusals import NotAllowed, NotFound, NotUnderstood

NAMES = ("kek", "index", "search", "facts", "tracking", "letters", "log")
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """Every secret but the one of sessions. Each is 32 random bytes.

    `kek` wraps data keys; `index` finds contact points; `search` hashes words; `facts` signs the chain;
    `tracking` makes tracking codes; `letters` signs Message-IDs; `log` is the Ed25519 key of checkpoints.
    """

    kek: bytes
    index: bytes
    search: bytes
    facts: bytes
    tracking: bytes
    letters: bytes
    log: bytes


def keys() -> Keys:
    """The keys of this desk, read once a process."""
    return load_keys(settings.CAMKET_KEYS)


@cache
def load_keys(folder: Path) -> Keys:
    """Read the keys from `CAMKET_KEY_<NAME>` (base64) or from their private files."""
    return Keys(**{name: _read(folder, name) for name in NAMES})


def make_keys(folder: Path) -> None:
    """Make the keys that do not exist yet, each in a file that only its owner may read."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in missing_keys(folder):
        _write_once(path, base64.b64encode(os.urandom(KEY_BYTES)))


def missing_keys(folder: Path) -> list[Path]:
    """The files of the keys that neither lie in the folder nor come from the environment."""
    paths = {name: folder / f"{name}.key" for name in NAMES}
    return [path for name, path in paths.items() if not (_given(name) or path.exists())]


def check_given_keys() -> None:
    """Refuse what the environment gives as a key and is none."""
    for name in filter(_given, NAMES):
        _decoded(_given(name), f"CAMKET_KEY_{name.upper()}")


def _write_once(path: Path, content: bytes) -> None:
    """Write a private file whole, or leave the one that another process has just written."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _given(name: str) -> str:
    return os.environ.get(f"CAMKET_KEY_{name.upper()}", "")


def _read(folder: Path, name: str) -> bytes:
    if given := _given(name):
        return _decoded(given, f"CAMKET_KEY_{name.upper()}")
    path = folder / f"{name}.key"
    if not path.exists():
        raise NotFound(
            f"Thiếu khóa {path}. Xin chạy “camket setup”, hoặc chép lại thư mục khóa.",
            f'The key {path} is missing. Run "camket setup", or restore the folder of keys.',
        )
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise NotAllowed(
            f"Người khác đọc được khóa {path}. Xin chạy: chmod 600 {path}",
            f"Others can read the key {path}. Run: chmod 600 {path}",
        )
    return _decoded(path.read_bytes(), str(path))


def _decoded(written: str | bytes, where: str) -> bytes:
    """The bytes of a key. What is not one is refused by its place, and not repeated."""
    try:
        key = base64.b64decode(written.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise NotUnderstood(
            f"{where}: phải là một khóa dài {KEY_BYTES} byte, viết bằng base64.",
            f"{where}: must be a key of {KEY_BYTES} bytes in base64.",
        )
    return key
