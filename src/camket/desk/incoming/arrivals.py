"""What waits for a person's eyes: why, until when the law wants an answer, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email import policy
from email.parser import BytesHeaderParser

from camket.arrivals.models import Arrival
from camket.arrivals.reading import read_anyway
from camket.arrivals.rules import Form, Place
from camket.arrivals.submission import Matter, Sender, Submission
from camket.cases.models import Case
from camket.complaints.promised import promises_for
from camket.people.models import Staff
from camket.people.queries import staff_by_ref
from camket.promises.clocks import clock_of_new
from camket.promises.rules import PromiseKind
from camket.ui.parts.promise import PromiseClock
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

MOST_HEADERS = 80
LONGEST_HEADER = 500
LONGEST_RAW = 6_000


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One arrival in the list. Nothing that it says is opened; its clocks run all the same."""

    arrival: Arrival
    acknowledge: PromiseClock
    resolve: PromiseClock

    @property
    def has_failed(self) -> bool:
        """Whether it could not be taken, and is not merely held."""
        return self.arrival.place == Place.FAILED


@dataclass(frozen=True, slots=True)
class Look:
    """One arrival, opened under a purpose: what was made of it, its headers, and how its bytes begin."""

    said: Submission
    headers: list[tuple[str, str]]
    raw: str


def waiting_lines(arrivals: Sequence[Arrival], *, at: datetime) -> list[WaitingLine]:
    """What the list shows of each arrival. No query, and nothing sealed."""
    return [waiting_line(arrival, at=at) for arrival in arrivals]


def waiting_line(arrival: Arrival, *, at: datetime) -> WaitingLine:
    """One arrival with the dates that a complaint received then would have."""
    promised = {p.kind: p for p in promises_for("", Matter.COMPLAINT, arrival.received_at)}
    clocks = (
        clock_of_new(promised[kind], at=at)
        for kind in (PromiseKind.ACKNOWLEDGE, PromiseKind.RESOLVE)
    )
    return WaitingLine(arrival, *clocks)


@dataclass(frozen=True, slots=True)
class Dismissed:
    """One arrival that a person dismissed, and who that was."""

    arrival: Arrival
    who: str


def dismissed_lines(arrivals: Sequence[Arrival]) -> list[Dismissed]:
    """What the list of dismissals shows. One query, and nothing sealed."""
    names = {ref: one.name for ref, one in staff_by_ref(row.settled_by for row in arrivals).items()}
    return [Dismissed(row, names.get(row.settled_by, row.settled_by)) for row in arrivals]


def look_at(arrival: Arrival, *, by: Staff, at: datetime, case: Case | None = None) -> Look:
    """Open one arrival, for the work on a case where one is given. It leaves an access entry."""
    why = Purpose.HANDLE_CASE if case else Purpose.LOOK_AT_HELD
    about = case.subject if case else f"arrival:{arrival.pk}"
    with purpose(why, by=by.ref, at=at, about=about) as opener:
        said = read_anyway(opener, arrival)
        content = opener.blob(arrival.raw)
    headers = list(_headers(content)) if arrival.form == Form.MAIL else []
    return Look(said, headers, content[:LONGEST_RAW].decode("utf-8", "replace"))


def raw_of(arrival: Arrival, *, by: Staff, at: datetime) -> bytes:
    """The bytes as they came. It leaves an access entry."""
    with purpose(Purpose.LOOK_AT_HELD, by=by.ref, at=at, about=f"arrival:{arrival.pk}") as opener:
        return opener.blob(arrival.raw)


def _headers(content: bytes) -> Iterator[tuple[str, str]]:
    """The headers as they stand, each on one line; bytes that are no text are shown as such."""
    parsed = BytesHeaderParser(policy=policy.compat32).parsebytes(content)
    for name, value in list(parsed.raw_items())[:MOST_HEADERS]:
        shown = str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        yield name, " ".join(shown.split())[:LONGEST_HEADER]


def corrected(said: Submission, typed: dict[str, str]) -> Submission:
    """What a person made of it: the words and the sender as they were put right, the rest as it was read."""
    sender = Sender(
        name=typed["name"].strip(),
        mail=typed["mail"].strip() or None,
        phone=typed["phone"].strip() or None,
        address=said.sender.address,
    )
    same = sender == replace(said.sender, proved=False)
    text = typed["text"].replace("\r\n", "\n").strip()
    return replace(
        said,
        sender=said.sender if same else sender,
        subject=typed["subject"].strip(),
        text=text,
        reply=text,
    )
