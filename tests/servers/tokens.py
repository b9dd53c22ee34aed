"""A twin of an OAuth2 provider: gives access tokens for a refresh token, and tells whose token one is."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest


@dataclass(slots=True)
class TokenOffice:
    """Its books: who has which refresh token, and whose each access token is."""

    address: str = ""
    refresh: dict[str, str] = field(default_factory=dict)
    access: dict[str, str] = field(default_factory=dict)
    lasts: int = 3600
    asked: int = 0

    @property
    def information(self) -> str:
        """Where the mail server asks whose token it was given."""
        return f"{self.address}/tokeninfo?access_token="

    @property
    def tokens(self) -> str:
        """Where a client asks for an access token."""
        return f"{self.address}/token"

    def give(self, form: dict[str, list[str]]) -> dict[str, object] | None:
        """An access token for a refresh token that is in the books."""
        self.asked += 1
        user = self.refresh.get(form.get("refresh_token", [""])[0])
        if user is None or form.get("grant_type") != ["refresh_token"]:
            return None
        token = f"token-{self.asked}-{user}"
        self.access[token] = user
        return {"access_token": token, "token_type": "Bearer", "expires_in": self.lasts}

    def tell(self, token: str) -> dict[str, object] | None:
        """Whose token it is."""
        user = self.access.get(token)
        return None if user is None else {"email": user, "expires_in": self.lasts}


class _Counter(BaseHTTPRequestHandler):
    office: ClassVar[TokenOffice]

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        self._answer(self.office.tell(asked.get("access_token", [""])[0]), 401)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._answer(self.office.give(parse_qs(self.rfile.read(length).decode())), 400)

    def _answer(self, found: dict[str, object] | None, otherwise: int) -> None:
        content = json.dumps(found or {"error": "invalid_grant"}).encode()
        self.send_response(otherwise if found is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture(scope="session")
def token_office() -> Iterator[TokenOffice]:
    """The provider, listening on 127.0.0.1."""
    office = TokenOffice()
    counter = type("Counter", (_Counter,), {"office": office})
    server = ThreadingHTTPServer(("127.0.0.1", 0), counter)
    office.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield office
    server.shutdown()
    thread.join(10)
    server.server_close()
