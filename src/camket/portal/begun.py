"""The complaint that a customer has begun: found again, added to, and gone once it is sent.

The page names it in a hidden field, so that files stay with it also where cookies are refused; a cookie brings
it back to who closed the page. Only a page of our own sets that cookie: another site must not be able to put
a stranger's draft before somebody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from camket.arrivals.submission import Attached
from camket.intake.actions.beginning import (
    LASTS,
    Meant,
    add_whole,
    begin,
    forget,
    keep_answers,
)
from camket.intake.models import Begun
from camket.intake.queries.begun import FileSeen, answers_of, begun_with, files_of, files_seen
from camket.portal.limits import BEGINNINGS
from camket.ui import cookies
from camket.ui.limits import address, check, count
from camket.ui.uploads import most_bytes
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose

COOKIE = "camket_begun"
FIELD = "begun"
GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Kept:
    """A begun form with the secret that opens it."""

    row: Begun
    secret: str

    @property
    def saved_at(self) -> datetime:
        """When something was last kept."""
        return self.row.saved_at

    def answers(self, *, at: datetime) -> dict[str, str]:
        """What was typed so far, and under `step` where the customer was."""
        with self._opened(at) as opener:
            return answers_of(opener, self.row)

    def files(self, *, at: datetime) -> list[FileSeen]:
        """The files as their owner sees them."""
        with self._opened(at) as opener:
            return files_seen(opener, self.row)

    def attached(self, *, at: datetime) -> Sequence[Attached]:
        """The whole files with their bytes."""
        with self._opened(at) as opener:
            return files_of(opener, self.row)

    def add(self, files: Iterable[UploadedFile[Any]], *, at: datetime) -> None:
        """Keep files that a browser sent whole. Raises NotAllowed for too many or too much."""
        for file in files:
            content = file.read()
            # The same photo sent twice, by a button pressed twice, is one photo.
            mark = hashlib.sha256(content).hexdigest()
            meant = Meant(file.name or "", len(content), file.content_type or "", mark)
            add_whole(self.row, meant, content, most=most_bytes(), at=at)

    def keep(self, answers: Mapping[str, str], *, at: datetime) -> None:
        """Keep what was typed."""
        keep_answers(self.row, answers, at=at)
        self.row.saved_at = at

    def forget(self, *, at: datetime) -> None:
        """Destroy all of it."""
        forget(self.row, at=at)

    def _opened(self, at: datetime) -> AbstractContextManager[Opener]:
        about = f"{FIELD}:{self.row.pk}"
        return purpose(Purpose.SHOW_OWNER, by=GUEST, at=at, about=about)


def kept_by(request: HttpRequest, *, at: datetime) -> Kept | None:
    """The form that this page or this browser has begun."""
    for secret in (request.POST.get(FIELD, ""), cookies.read(request, COOKIE)):
        row = begun_with(secret, at=at)
        if row is not None:
            return Kept(row, secret)
    return None


def kept_or_new(request: HttpRequest, *, at: datetime) -> Kept:
    """The same, or a new one. Raises TooManyTries where somebody begins without end."""
    kept = kept_by(request, at=at)
    if kept is not None:
        return kept
    check(BEGINNINGS, address(request), at=at)
    count(BEGINNINGS, address(request), at=at)
    return Kept(*begin(at=at))


def remember(response: HttpResponse, kept: Kept) -> None:
    """Let this browser find the form again for a week."""
    cookies.leave(response, COOKIE, kept.secret, lasts=LASTS)


def id_of(typed: str) -> UUID | None:
    """The id of a file as a page names it; None for anything else."""
    try:
        return UUID(typed)
    except ValueError:
        return None
