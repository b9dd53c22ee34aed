"""How a fact is digested and signed. Pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import rfc8785

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class NewFact:
    """A thing that happened, not recorded yet. People appear by opaque reference only."""

    subject: str
    kind: str
    at: datetime
    by: str
    body: Mapping[str, Any] | None = None
    commitments: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact as it stands on its chain. `position` counts from 1."""

    subject: str
    position: int
    kind: str
    at: datetime
    by: str
    body: Mapping[str, Any] = field(default_factory=dict)
    commitments: Mapping[str, str] = field(default_factory=dict)
    previous: str = GENESIS

    def canonical(self) -> bytes:
        """The canonical JSON (RFC 8785) of everything that the digest covers."""
        return rfc8785.dumps(
            {
                "subject": self.subject,
                "position": self.position,
                "kind": self.kind,
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "by": self.by,
                "body": dict(self.body),
                "commitments": dict(self.commitments),
                "previous": self.previous,
            }
        )

    def digest(self) -> str:
        """SHA-256 of the canonical form, in hex. It covers the previous digest."""
        return hashlib.sha256(self.canonical()).hexdigest()


def signature(key: bytes, digest: str) -> str:
    """The HMAC that only the holder of the key can make: right digests alone forge nothing."""
    return hmac.new(key, digest.encode(), hashlib.sha256).hexdigest()
