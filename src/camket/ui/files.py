"""Answering with a file that somebody sent: it is opened, never run."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SHOWN = ("image/jpeg", "image/png", "image/gif", "image/webp", "audio/", "video/")
"""What a browser may show by itself; everything else is saved."""


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file under its own name, in a sandbox. `kind` is the type that was read from the content."""
    is_shown = kind.startswith(SHOWN)
    answer = HttpResponse(content, content_type=kind if is_shown else "application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(not is_shown, name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
