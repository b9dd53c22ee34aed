"""Twins of what carries texts: a telephone company's gateway, and Zalo's two servers. Real HTTP, no network."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Reply = tuple[int, dict[str, Any] | bytes]
Answering = Callable[[str, dict[str, str], bytes], Reply]


@contextmanager
def serving(answer: Answering) -> Iterator[str]:
    """A web server on a port of its own; `answer` gets path, headers and body."""

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._say(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

        def do_GET(self) -> None:
            self._say(b"")

        def _say(self, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, told = answer(self.path, headers, body)
            content = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            if status in {301, 302, 307}:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Say nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@dataclass(slots=True)
class GatewayTwin:
    """Takes texts whose signature is right; one reference is one text, however often it is posted."""

    secret: str
    status: int = 200
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> Reply:
        """As the gateway answers."""
        stamp = headers.get("x-camket-timestamp", "")
        mark = hmac.new(self.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
        if headers.get("x-camket-signature") != f"sha256={mark.hexdigest()}":
            return 401, {}
        if self.status != 200:
            return self.status, {}
        said = json.loads(body)
        self.texts[said["reference"]] = said
        return 200, {"id": f"MT{len(self.texts):06}"}


@dataclass(slots=True)
class ZaloTwin:
    """Sends for who has the newest access token; each refresh token is good once."""

    app: str = "431234"
    app_secret: str = "app-bi-mat"
    turn: int = 1
    fault: int = 0
    sent: list[dict[str, Any]] = field(default_factory=list)

    def tokens(self) -> dict[str, str]:
        """The tokens that are good now."""
        return {"access_token": f"access-{self.turn}", "refresh_token": f"refresh-{self.turn}"}

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> Reply:
        """As Zalo's two servers answer: always 200, with a code."""
        if path == "/v4/oa/access_token":
            return 200, self._renewed(
                headers, {k: v[0] for k, v in parse_qs(body.decode()).items()}
            )
        if path != "/v3.0/oa/message/cs":
            return 404, {}
        if headers.get("access_token") != self.tokens()["access_token"]:
            return 200, {"error": -216, "message": "Access token is invalid"}
        if self.fault:
            return 200, {"error": self.fault, "message": "…"}
        self.sent.append(json.loads(body))
        return 200, {"error": 0, "message": "Success", "data": {"message_id": f"m{len(self.sent)}"}}

    def _renewed(self, headers: dict[str, str], form: dict[str, str]) -> dict[str, Any]:
        asked = {
            "refresh_token": self.tokens()["refresh_token"],
            "app_id": self.app,
            "grant_type": "refresh_token",
        }
        if headers.get("secret_key") != self.app_secret or form != asked:
            return {"error": -14014, "error_name": "Invalid refresh token"}
        self.turn += 1
        return {**self.tokens(), "expires_in": "90000"}
