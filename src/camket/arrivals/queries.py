"""Reading arrivals: the equation, twins, and what waits for a person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Count, QuerySet

from camket.arrivals.models import Arrival, Tally
from camket.arrivals.rules import PARTS, SET_ASIDE, Equation, Marks, Outcome, Place
from camket.arrivals.submission import Submission
from camket.text import mail_normal_form
from camket.vault.actions import blind_index

AT_ONCE = 400


def known_sources(sources: Iterable[str]) -> set[str]:
    """Which of these sources were received already. One query for each few hundred."""
    wanted = list(sources)
    known: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        rows = Arrival.objects.filter(source__in=wanted[start : start + AT_ONCE])
        known.update(source for source in rows.values_list("source", flat=True) if source)
    return known


def message_index(message_id: str) -> str:
    """The keyed hash under which a Message-ID is found."""
    return blind_index("message-id", message_id.strip().strip("<>"))


def marks_of(submission: Submission) -> Marks:
    """By what a twin of this submission would be known."""
    digest = hashlib.sha256()
    sender = mail_normal_form(submission.sender.mail or "")
    for part in (sender, submission.subject, submission.text):
        digest.update(part.encode() + b"\x00")
    for attached in submission.attachments:
        digest.update(hashlib.sha256(attached.content).digest())
    named = message_index(submission.message_id) if submission.message_id else ""
    return Marks(named, blind_index("content", digest.hexdigest()))


def earlier_twins(arrivals: Sequence[Arrival], marks: Sequence[Marks]) -> dict[UUID, str]:
    """The case of the twin that came before, for each arrival that has one. Two queries.

    A twin has the same bytes, or the same Message-ID and says the same, as an arrival that opened or
    joined a case. Within a batch the first counts as earlier; its case is not known yet, and the empty
    string stands for it.
    """
    prints = {row.fingerprint for row in arrivals}
    named = {mark.message for mark in marks} - {""}
    done = Arrival.objects.filter(outcome__in=[Outcome.OPENED, Outcome.ADDED])
    seen: dict[tuple[str, ...], str] = {
        (fingerprint,): case
        for fingerprint, case in done.filter(fingerprint__in=prints).values_list(
            "fingerprint", "case_number"
        )
    }
    for message, content, case in done.filter(message_index__in=named).values_list(
        "message_index", "content_index", "case_number"
    ):
        seen[message, content] = case
    twins: dict[UUID, str] = {}
    for row, mark in zip(arrivals, marks, strict=True):
        names = [(row.fingerprint,), *([(mark.message, mark.content)] if mark.message else [])]
        found = next((seen[name] for name in names if name in seen), None)
        if found is not None:
            twins[row.pk] = found
        for name in names:
            seen.setdefault(name, "")
    return twins


def equation() -> list[Equation]:
    """The equation of each mailbox, and of all together under the name `*`. Two queries.

    What was received is the tally that was kept at the door; the parts are counted from the rows.
    """
    received = dict(Tally.objects.values_list("mailbox", "received"))
    parts: dict[str, dict[str, int]] = {name: dict.fromkeys(PARTS, 0) for name in received}
    rows = Arrival.objects.values_list("mailbox", "place", "outcome").annotate(Count("pk"))
    for mailbox, place, outcome, count in rows.order_by():
        of_mailbox = parts.setdefault(mailbox, dict.fromkeys(PARTS, 0))
        of_mailbox[outcome if place == Place.ENDED else place] += count
    lines = [Equation(name, received.get(name, 0), parts[name]) for name in sorted(parts)]
    return [_all_together(lines), *lines] if lines else []


def _all_together(lines: Sequence[Equation]) -> Equation:
    parts = {part: sum(line.parts[part] for line in lines) for part in PARTS}
    return Equation("*", sum(line.received for line in lines), parts)


def set_aside() -> QuerySet[Arrival]:
    """What the machine alone found to be no matter of a customer's."""
    return Arrival.objects.filter(outcome__in=sorted(SET_ASIDE))


def waiting_for_a_person() -> QuerySet[Arrival]:
    """Held and failed arrivals: the law's clock runs for each."""
    return Arrival.objects.filter(place__in=[Place.HELD, Place.FAILED])
