"""The folder into which a telephone system puts the messages that people left.

A file is moved to `taken/` only after what it holds is committed. Where that was cut short, the next look finds
the file again and knows it: it is taken once.
"""

from __future__ import annotations

import hashlib
import logging
import time
from datetime import UTC, datetime
from pathlib import Path

from camket.arrivals.actions import receive
from camket.arrivals.channels.call import Call, to_bytes
from camket.arrivals.channels.told import first_receipt
from camket.arrivals.rules import Form, Raw
from camket.arrivals.submission import Channel

TAKEN = "taken"
STILL_SECONDS = 3.0
UNFINISHED = (".part", ".tmp", ".partial", ".crdownload")
log = logging.getLogger(__name__)


def take_folder(folder: Path, *, at: datetime) -> int:
    """Take every file that nobody writes any more; returns how many arrived. One bad file stops no other."""
    arrived = 0
    for file in sorted(folder.iterdir()):
        if not _is_finished(file):
            continue
        try:
            arrived += take_file(file, at=at)
            _put_aside(file)
        except OSError as error:
            log.warning("voice folder: %s", type(error).__name__)
    return arrived


def take_file(file: Path, *, at: datetime) -> int:
    """Store one file; 0 where it was stored before."""
    return len(receive([spoken(file, at=at)], at=at))


def spoken(file: Path, *, at: datetime) -> Raw:
    """A file as it came. It was left when it was last written, as far as that is believable."""
    content = to_bytes(Call("", file.name, file.read_bytes()))
    written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    source = f"voice:{hashlib.sha256(content).hexdigest()[:48]}"
    return Raw(content, Form.CALL, Channel.VOICE, "voice", first_receipt(written, at), source)


def _is_finished(file: Path) -> bool:
    """Whether a file is whole: visible, not named as unfinished, and at rest for some seconds."""
    if file.name.startswith(".") or file.suffix in UNFINISHED or not file.is_file():
        return False
    return time.time() - file.stat().st_mtime >= STILL_SECONDS


def _put_aside(file: Path) -> None:
    aside = file.parent / TAKEN
    aside.mkdir(exist_ok=True, mode=0o700)
    file.rename(aside / file.name)
