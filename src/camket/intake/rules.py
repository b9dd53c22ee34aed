"""Where an arrival belongs, decided from what was sent and what is already known. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from camket.arrivals.submission import Automatic, Channel, Submission

MOST_CASES_A_DAY = 20
UNREADABLE = frozenset({"unreadable", "encrypted"})
BY_STAFF = frozenset({Channel.PHONE, Channel.COUNTER})
"""Where a member of staff types what somebody says: they see the case, and what they add is seen."""
FROM_NOBODY = frozenset({"no-sender", "from-us"})


class Destination(StrEnum):
    """Where an arrival goes: one of the outcomes, or the waiting place for a person's eyes."""

    OPENED = "opened"
    ADDED = "added"
    DUPLICATE = "duplicate"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    HELD = "held"


class Held(StrEnum):
    """Why an arrival waits for a person."""

    STRANGER = "stranger"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    MANY = "many"
    NOBODY = "nobody"
    CLOSED = "closed"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows about a submission before it is routed.

    `letter_case` is the case of our own signed Message-ID that it answers; `thread_case` the case in which
    a message that it refers to was kept; `named_case` the case whose number it carries;
    `talking_case` the open case of which a text from this number or account goes on. `speaks_for` holds
    the numbers of the cases that the sender may add to; `opened_today` counts the sender's new cases.
    `closed` holds the numbers of complaints that are closed, which nobody looks at by themselves.
    """

    duplicate_of: str | None = None
    letter_case: str | None = None
    thread_case: str | None = None
    named_case: str | None = None
    talking_case: str | None = None
    code_is_right: bool = False
    speaks_for: frozenset[str] = frozenset()
    opened_today: int = 0
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Route:
    """The decision: where to, which case if it is known already, and why it is held."""

    to: Destination
    case: str | None = None
    reason: Held | None = None


def route(submission: Submission, known: Known) -> Route:
    """Decide where a submission belongs.

    Nobody is believed for naming a number: a stranger who writes a valid one is held. Our own signed
    Message-ID is proof enough, because only who got the letter has it. What nobody can read goes before a
    person even then, with the case that it seems to belong to; so does a mail that names no sender of its
    own, since nobody could be answered, and what goes on in a complaint that is closed: it may be thanks, or
    a new complaint that nobody would see there.
    """
    unspoken = _nobody_waits_for_an_answer(submission, known)
    if unspoken is not None:
        return unspoken
    joined = _case_to_join(known)
    if UNREADABLE & set(submission.warnings):
        return Route(Destination.HELD, joined or known.named_case, Held.UNREADABLE)
    if joined is not None:
        return _joining(joined, submission, known)
    if known.named_case is not None:
        return Route(Destination.HELD, known.named_case, Held.STRANGER)
    reason = _reason_to_hold(submission, known)
    if reason is not None:
        return Route(Destination.HELD, reason=reason)
    return Route(Destination.OPENED)


def _nobody_waits_for_an_answer(submission: Submission, known: Known) -> Route | None:
    if submission.bounce is not None:
        return Route(Destination.BOUNCE, known.letter_case)
    if submission.automatic is not None and not _answers_through_a_list(submission, known):
        return Route(Destination.AUTOMATIC, known.letter_case)
    if known.duplicate_of is not None:
        return Route(Destination.DUPLICATE, known.duplicate_of)
    return None


def _joining(case: str, submission: Submission, known: Known) -> Route:
    if case in known.closed and submission.channel not in BY_STAFF:
        return Route(Destination.HELD, case, Held.CLOSED)
    return Route(Destination.ADDED, case)


def _answers_through_a_list(submission: Submission, known: Known) -> bool:
    """Whether what has the marks of a list answers us: a customer's own group, or their mailing service.

    No newsletter answers our letter, or comes from our customer with the number of their case.
    """
    return submission.automatic == Automatic.LIST and _case_to_join(known) is not None


def _case_to_join(known: Known) -> str | None:
    """The case that the submission belongs to and whose customer the sender speaks for."""
    if known.letter_case is not None:
        return known.letter_case
    if known.thread_case is not None and known.thread_case in known.speaks_for:
        return known.thread_case
    named = known.named_case
    if named is not None and (known.code_is_right or named in known.speaks_for):
        return named
    return known.talking_case if named is None else None


def _reason_to_hold(submission: Submission, known: Known) -> Held | None:
    if submission.channel == Channel.MAIL and FROM_NOBODY & set(submission.warnings):
        return Held.NOBODY
    said = submission.text.strip() or submission.subject.strip()
    if not (said or submission.attachments or submission.remote):
        return Held.EMPTY
    if known.opened_today >= MOST_CASES_A_DAY:
        return Held.MANY
    return None
