"""A form that was begun, for whoever holds its secret."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from camket.arrivals.submission import Attached
from camket.intake.models import BEGUN_ANSWERS, BEGUN_FILE_NAME, Begun, BegunFile
from camket.vault.actions import Opener, blind_index


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file of a begun form as its owner sees it; sizes in bytes."""

    id: UUID
    name: str
    type: str
    size: int
    percent: int
    is_whole: bool

    @property
    def is_picture(self) -> bool:
        """Whether its sender calls it a picture."""
        return self.type.startswith("image/")


def index_of(secret: str) -> str:
    """The keyed hash under which a form is found by its secret."""
    return blind_index("begun", secret)


def mark_index(mark: str) -> str:
    """The keyed hash of a browser's name for a file: the name itself may say something about a person."""
    return blind_index("begun-file", mark)


def begun_with(secret: str, *, at: datetime) -> Begun | None:
    """The form that this secret opens, unless it was sent, forgotten or left for too long."""
    if not secret:
        return None
    rows = Begun.objects.filter(index=index_of(secret), ends_at__gt=at)
    return rows.select_related("compartment").first()


def answers_of(opener: Opener, begun: Begun) -> dict[str, str]:
    """What was typed so far."""
    if begun.answers is None:
        return {}
    said = opener.text(begun.compartment_id, BEGUN_ANSWERS, begun.id, bytes(begun.answers))
    return {str(name): str(value) for name, value in json.loads(said).items()}


def files_seen(opener: Opener, begun: Begun) -> list[FileSeen]:
    """The files, in the order in which they were chosen."""
    return [
        FileSeen(
            file.id,
            _name(opener, begun, file),
            file.type,
            file.size,
            file.percent,
            file.is_whole,
        )
        for file in begun.files.order_by("id")
    ]


def files_of(opener: Opener, begun: Begun) -> Sequence[Attached]:
    """The whole files with their bytes, as a form sends them."""
    files = begun.files.order_by("id").prefetch_related("parts__blob")
    return [
        Attached(_name(opener, begun, file), file.type, bytes_of(opener, file))
        for file in files
        if file.is_whole
    ]


def bytes_of(opener: Opener, file: BegunFile) -> bytes:
    """The bytes of one file that are here."""
    parts = sorted(file.parts.all(), key=lambda part: part.start)
    return b"".join(opener.blob(part.blob) for part in parts)


def _name(opener: Opener, begun: Begun, file: BegunFile) -> str:
    return opener.text(begun.compartment_id, BEGUN_FILE_NAME, file.id, bytes(file.name))
