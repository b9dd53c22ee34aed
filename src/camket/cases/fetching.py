"""Fetching a file that lies at a message service: from the hosts that were named, over TLS, and not without end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from camket.notices.web import TooLong, Unreachable, get, is_speakable

LARGEST_BYTES = 35 * 1024 * 1024


class NotFetched(Exception):
    """It did not come; `code` says why without naming anybody, `permanent` that it never will."""

    def __init__(self, code: str, *, permanent: bool) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent


class Fetcher(Protocol):
    """Fetches one address."""

    def fetch(self, url: str) -> bytes:
        """The bytes behind it. Raises NotFetched."""


class FromHosts:
    """Fetches from these hosts and those below them, and from nowhere else: an address is what a stranger wrote."""

    def __init__(self, hosts: Sequence[str]) -> None:
        self._hosts = tuple(hosts)

    def fetch(self, url: str) -> bytes:
        """The bytes behind an address of a known host."""
        if not self._knows(url):
            raise NotFetched("host", permanent=True)
        try:
            answer = get(url, limit=LARGEST_BYTES)
        except TooLong:
            raise NotFetched("too long", permanent=True) from None
        except Unreachable as error:
            raise NotFetched(str(error), permanent=False) from None
        if not answer.is_taken:
            gone = answer.is_final or answer.status == 403  # noqa: PLR2004 - a link that has run out
            raise NotFetched(f"http {answer.status}", permanent=gone)
        return answer.content

    def _knows(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
            named = f"{host}:{parts.port}" if parts.port else host
        except ValueError:
            return False
        known = named in self._hosts or any(host.endswith(f".{one}") for one in self._hosts)
        return known and is_speakable(url)
