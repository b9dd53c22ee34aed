"""The tokens of the official account, in a file that only we may read.

An access token lasts about a day, and a refresh token is good for one use: what comes back is written to the
disk before it is used, and of several workers one makes it new while the others wait.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from camket.notices.carriers import Undelivered
from camket.notices.web import Unreachable, post

HOST = "https://oauth.zaloapp.com"
PATH = "/v4/oa/access_token"


class Tokens:
    """`{"access_token", "refresh_token"}` in a file; `app_secret` is the secret of the app."""

    def __init__(self, file: Path, app: str, app_secret: str, host: str = HOST) -> None:
        self._file = file
        self._app = app
        self._app_secret = app_secret
        self._host = host

    def access(self) -> str:
        """The access token as it stands in the file. Raises Undelivered where there is none."""
        return self._read()["access_token"]

    def renewed(self, stale: str) -> str:
        """An access token that is not the stale one, made new unless another worker has just done so."""
        with self._alone():
            kept = self._read()
            if kept["access_token"] == stale:
                kept = self._ask(kept["refresh_token"])
                self._write(kept)
            return kept["access_token"]

    def _ask(self, refresh: str) -> dict[str, str]:
        form = {"refresh_token": refresh, "app_id": self._app, "grant_type": "refresh_token"}
        kind = "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, "secret_key": self._app_secret}
        try:
            told = post(self._host + PATH, urlencode(form).encode(), headers).told()
        except Unreachable as error:
            raise Undelivered(str(error), permanent=False, of_carrier=True) from None
        return _both(told)

    def _read(self) -> dict[str, str]:
        try:
            told = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            told = {}
        return _both(told)

    def _write(self, tokens: dict[str, str]) -> None:
        beside = self._file.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(tokens, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _both(told: dict[str, object]) -> dict[str, str]:
    found = {name: told.get(name) for name in ("access_token", "refresh_token")}
    if not all(isinstance(token, str) and token for token in found.values()):
        raise Undelivered("zalo has no token", permanent=False, of_carrier=True)
    return {name: str(token) for name, token in found.items()}
