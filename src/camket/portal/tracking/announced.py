"""Why a later date was announced: what the customer was told of it, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from camket.cases.models import Case
from camket.notices.models import TEXT, Notice
from camket.vault.actions import Opener

LETTER = "expected_date"


def announcements(opener: Opener, case: Case) -> Mapping[datetime, str]:
    """The middle of each letter that announced a later date, by the moment of the announcement."""
    rows = Notice.objects.filter(about=case.subject, letter=LETTER)
    return {
        row.queued_at: middle(
            opener.text(row.compartment_id, TEXT, row.id, bytes(row.text)), case.number
        )
        for row in rows
    }


def middle(letter: str, number: str) -> str:
    """What stands between the greeting and the paragraph that names the case and how to follow it."""
    return "\n\n".join(_middle(letter, number))


def _middle(letter: str, number: str) -> Iterator[str]:
    for paragraph in letter.strip().split("\n\n")[1:]:
        if number in paragraph:
            return
        yield paragraph
