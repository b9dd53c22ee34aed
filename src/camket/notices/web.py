"""Speaking HTTP to the services that carry our words: one small client, and nothing else opens an address.

No redirect is followed, an answer has a limit, and only this machine is spoken to without TLS.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 30.0
LARGEST_ANSWER = 1_000_000
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class Unreachable(Exception):
    """Nobody answered, or not in HTTP."""


class TooLong(Unreachable):
    """The answer is larger than was allowed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    content: bytes

    @property
    def is_taken(self) -> bool:
        """Whether the service says that it has done what was asked."""
        return 200 <= self.status < 300  # noqa: PLR2004 - the successful ones (RFC 9110, 15.3)

    @property
    def is_final(self) -> bool:
        """Whether asking again would get the same refusal: the fault is in what was asked (15.5)."""
        return 400 <= self.status < 500 and self.status not in {401, 403, 408, 425, 429}  # noqa: PLR2004

    @property
    def is_of_service(self) -> bool:
        """Whether it says something of the service or of us, and nothing of what was asked."""
        return self.status in {401, 403, 429, 502, 503, 504}

    def told(self) -> dict[str, Any]:
        """The JSON object in it, empty where there is none."""
        try:
            found = json.loads(self.content)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def is_speakable(url: str) -> bool:
    """Whether an address may be spoken to: over TLS, or on this machine."""
    parts = urlsplit(url)
    here = parts.scheme == "http" and parts.hostname in HERE
    return bool(parts.hostname) and (parts.scheme == "https" or here)


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post a body. Raises Unreachable, also where the answer is endless."""
    return _ask(urllib.request.Request(url, body, dict(headers)), LARGEST_ANSWER)  # noqa: S310


def get(url: str, *, limit: int) -> Answer:
    """Fetch an address. Raises Unreachable, or TooLong where there is more than `limit` bytes."""
    return _ask(urllib.request.Request(url), limit)  # noqa: S310


def _ask(request: urllib.request.Request, limit: int) -> Answer:
    if not is_speakable(request.full_url):
        raise Unreachable("not over TLS")
    try:
        with _opener().open(request, timeout=TIMEOUT_SECONDS) as answer:
            return Answer(answer.status, _read(answer, limit))
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.read(LARGEST_ANSWER))
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error


def _read(answer: Any, limit: int) -> bytes:
    content: bytes = answer.read(limit + 1)
    if len(content) > limit:
        raise TooLong
    return content


class _NoWayRound(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other: whoever is asked answers, and no third one."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:  # fmt: skip
        return None


def _opener() -> urllib.request.OpenerDirector:
    """An opener that speaks HTTP only: no files, no FTP, no proxy from the environment."""
    opener = urllib.request.OpenerDirector()
    for speaker in (
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _NoWayRound(),
    ):
        opener.add_handler(speaker)
    return opener
