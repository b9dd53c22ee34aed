"""How a service posts to us: over Django's test client, or over the wire to a running desk."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Mapping

from django.test import Client

Post = Callable[[str, bytes, Mapping[str, str]], int]


def through(client: Client) -> Post:
    """Post inside this process."""

    def post(path: str, body: bytes, headers: Mapping[str, str]) -> int:
        kind = headers.get("Content-Type", "application/json")
        return client.post(path, body, content_type=kind, headers=dict(headers)).status_code

    return post


def over_the_wire(url: str) -> Post:
    """Post to a desk that runs; 0 while nobody listens."""

    def post(path: str, body: bytes, headers: Mapping[str, str]) -> int:
        request = urllib.request.Request(url + path, body, dict(headers))  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            with refused:
                return int(refused.code)
        except OSError:
            return 0

    return post
