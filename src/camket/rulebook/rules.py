"""What a published row must say: its digest is the hash of its content. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

SUBJECT = "rulebook"
"""The chain that tells what was published, and when."""

DIGEST_LETTERS = 64
VERSION_LETTERS = 12


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of what was published."""
    return hashlib.sha256(rfc8785.dumps(dict(content))).hexdigest()
