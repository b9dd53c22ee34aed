"""The secret that signs sessions: from the environment, or a private file made at first start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def django_secret(folder: Path) -> str:
    """Read `CAMKET_DJANGO_SECRET` or the file `django-secret` in the folder of keys; make it if missing."""
    given = os.environ.get("CAMKET_DJANGO_SECRET")
    if given:
        return given
    path = folder / "django-secret"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text("ascii").strip()


def _write_once(path: Path, text: str) -> None:
    """Write a private file whole, or leave the one that another process has just written."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
