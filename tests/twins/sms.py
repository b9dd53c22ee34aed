"""A telephone company's gateway: what people text is posted, signed, until somebody says 200."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from tests.twins.posting import Post

PATH = "/doors/sms"


@dataclass(slots=True)
class Gateway:
    """Keeps what was not taken, and posts it again. It signs anew each time, as gateways do."""

    post: Post
    secret: str
    waiting: deque[bytes] = field(default_factory=deque)
    named: int = 0

    def texted(self, phone: str, text: str, *, at: datetime) -> bytes:
        """Somebody sends a text; it waits to be posted."""
        self.named += 1
        said = {
            "event": "message",
            "id": f"MO{self.named:06}",
            "from": phone,
            "to": "0909156177",
            "text": text,
            "sent_at": at.isoformat(),
        }
        self.waiting.append(json.dumps(said, ensure_ascii=False).encode())
        return self.waiting[-1]

    def receipt(self, reference: str, status: str) -> None:
        """A text of ours arrived, or did not."""
        said = {"event": "receipt", "reference": reference, "status": status}
        self.waiting.append(json.dumps(said).encode())

    def deliver(self, *, at: datetime, newest_first: bool = False) -> list[int]:
        """Post everything that waits once; what was not answered with 200 goes on waiting."""
        if newest_first:
            self.waiting.reverse()
        answers = []
        for _ in range(len(self.waiting)):
            body = self.waiting.popleft()
            answers.append(self.send(body, at=at))
            if answers[-1] != 200:
                self.waiting.append(body)
        return answers

    def send(self, body: bytes, *, at: datetime) -> int:
        """Post one body, signed now."""
        stamp = str(int(at.timestamp()))
        mark = hmac.new(self.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
        headers = {
            "Content-Type": "application/json",
            "X-Camket-Timestamp": stamp,
            "X-Camket-Signature": f"sha256={mark.hexdigest()}",
        }
        return self.post(PATH, body, headers)
