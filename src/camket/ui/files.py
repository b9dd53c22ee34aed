"""Answering with a file that somebody sent: it is opened, never run."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SHOWN = ("image/jpeg", "image/png", "image/gif", "image/webp", "audio/", "video/")
"""What a browser may show by itself; everything else is saved."""
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def file_answer(content: bytes, name: str, kind: str, asked: str = "") -> HttpResponse:
    """The file under its own name, in a sandbox. `kind` is the type that was read from the content.

    `asked` is the request's Range header: a player asks for pieces, and some play nothing without them.
    """
    is_shown = kind.startswith(SHOWN)
    answer = _piece(content, asked)
    answer["Content-Type"] = kind if is_shown else "application/octet-stream"
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Disposition"] = content_disposition_header(not is_shown, name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _piece(content: bytes, asked: str) -> HttpResponse:
    """All of it, or the one range that was asked for (RFC 9110, 14.2). Several ranges get all of it."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found[1] == found[2] == "":
        return HttpResponse(content)
    size = len(content)
    first = int(found[1]) if found[1] else max(0, size - int(found[2]))
    last = min(int(found[2]), size - 1) if found[1] and found[2] else size - 1
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    piece = HttpResponse(content[first : last + 1], status=206)
    piece["Content-Range"] = f"bytes {first}-{last}/{size}"
    return piece
