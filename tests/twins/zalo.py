"""Zalo's side of an official account: events with the shapes and the signature of its documents."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.twins.posting import Post

PATH = "/doors/zalo"
OFFICIAL_ACCOUNT = "579745863508352884"


@dataclass(slots=True)
class Zalo:
    """Posts events as Zalo does: one JSON line, the time of the event in milliseconds, `mac=` in the header."""

    post: Post
    app_id: str
    secret: str
    named: int = 0

    def event(self, name: str, sender: str, *, at: datetime, **more: Any) -> bytes:
        """An event as bytes."""
        said = {
            "app_id": self.app_id,
            "user_id_by_app": f"app-{sender}",
            "event_name": name,
            "timestamp": str(int(at.timestamp() * 1000)),
            "sender": {"id": sender},
            "recipient": {"id": OFFICIAL_ACCOUNT},
            **more,
        }
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()

    def text(self, sender: str, words: str, *, at: datetime) -> bytes:
        """Somebody writes."""
        return self.event("user_send_text", sender, at=at, message=self._message(words))

    def image(self, sender: str, url: str, *, at: datetime, words: str = "") -> bytes:
        """Somebody sends a picture, with or without words."""
        picture = {"type": "image", "payload": {"url": url, "thumbnail": f"{url}?small"}}
        message = {**self._message(words), "attachments": [picture]}
        return self.event("user_send_image", sender, at=at, message=message)

    def _message(self, words: str) -> dict[str, Any]:
        self.named += 1
        return {"msg_id": f"m{self.named:08}", **({"text": words} if words else {})}

    def send(self, body: bytes, *, mac: str | None = None) -> int:
        """Post an event with its signature."""
        stamp = json.loads(body)["timestamp"] if body.startswith(b"{") else ""
        content = self.app_id.encode() + body + stamp.encode() + self.secret.encode()
        right = hashlib.sha256(content).hexdigest()
        headers = {"Content-Type": "application/json", "X-ZEvent-Signature": mac or f"mac={right}"}
        return self.post(PATH, body, headers)
