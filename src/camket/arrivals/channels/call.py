"""The form in which a program's call arrives: what the door knows of it, and the body as it came.

The bytes are the arrival: a first line that names the format, the length of the header, the header as
JSON, then the body untouched. The header names the call, so that two calls that say the same are two
arrivals, and one call that is sent again is one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from camket.refusals import NotUnderstood

MAGIC = b"camket-call 1\n"
LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `caller` is the program or company behind it, `name` what it calls this one call."""

    caller: str
    name: str
    body: bytes


def to_bytes(call: Call) -> bytes:
    """The call as the bytes of an arrival."""
    header = json.dumps({"caller": call.caller, "name": call.name}, sort_keys=True).encode()
    return b"".join([MAGIC, len(header).to_bytes(LENGTH_BYTES), header, call.body])


def from_bytes(content: bytes) -> Call:
    """Read the bytes back. Raises NotUnderstood where they are not a call that we kept."""
    start = len(MAGIC) + LENGTH_BYTES
    is_ours = content.startswith(MAGIC)
    end = start + int.from_bytes(content[len(MAGIC) : start]) if is_ours else start
    try:
        header = json.loads(content[start:end] if is_ours else b"")
        return Call(str(header["caller"]), str(header["name"]), content[end:])
    except (ValueError, KeyError, TypeError) as error:
        raise NotUnderstood(
            "Tệp này không phải là lời gọi do camket ghi.", "This is not a call that camket wrote."
        ) from error
