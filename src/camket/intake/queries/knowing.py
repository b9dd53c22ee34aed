"""What is already known about a batch of submissions, in a fixed number of queries."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from camket.arrivals.models import Arrival
from camket.arrivals.queries import earlier_twins, marks_of, message_index
from camket.arrivals.rules import Marks
from camket.arrivals.submission import Channel, Matter, Submission
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import read_number, read_tracking_code
from camket.intake.rules import Known
from camket.notices.queries import letters_named
from camket.people.actions import claims_of
from camket.people.queries import contact_points_of
from camket.rulebook.company import current_policy

A_DAY = timedelta(days=1)
A_FORTNIGHT = timedelta(days=14)
TEXTED = frozenset({Channel.SMS, Channel.ZALO})


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known per submission, and the cases that any of them may join, by number."""

    per_submission: list[Known]
    marks: list[Marks]
    cases: dict[str, Case]


def know(
    arrivals: Sequence[Arrival], submissions: Sequence[Submission], *, at: datetime
) -> Knowledge:
    """Look everything up that routing needs."""
    letters = {
        name: about.removeprefix("case:")
        for name, about in letters_named(_referred(item) for item in submissions).items()
    }
    threads = _threads(submissions)
    named = [_named(submission) for submission in submissions]
    marks = [marks_of(submission) for submission in submissions]
    twins = earlier_twins(arrivals, marks)
    senders = _customers_of(submissions)
    talking = _talking(submissions, senders, at=at)
    wanted = (*named, *letters.values(), *threads.values(), *talking.values())
    cases = _cases(number for number in wanted if number)
    opened, closed = _opened_lately(senders, at=at), _closed(cases)
    known = [
        Known(
            duplicate_of=twins.get(arrival.pk),
            letter_case=_first(letters, _referred(submission)),
            thread_case=_first(threads, _referred(submission)),
            named_case=number if number in cases else None,
            talking_case=talking.get(customer) if submission.channel in TEXTED else None,
            code_is_right=_code_is_right(cases.get(number or ""), submission),
            speaks_for=_speaks_for(submission, customer, cases.values()),
            opened_today=opened[customer] if customer else 0,
            closed=closed,
        )
        for arrival, submission, number, customer in zip(
            arrivals, submissions, named, senders, strict=True
        )
    ]
    return Knowledge(known, marks, cases)


def _speaks_for(
    submission: Submission, customer: UUID | None, cases: Iterable[Case]
) -> frozenset[str]:
    """The numbers of the sender's own cases. On the public form anybody may type anybody's address."""
    if customer is None or submission.channel == Channel.WEB:
        return frozenset()
    return frozenset(case.number for case in cases if case.customer_id == customer)


def _cases(numbers: Iterable[str]) -> dict[str, Case]:
    rows = Case.objects.filter(number__in=set(numbers))
    return {case.number: case for case in rows.select_related("customer__account", "compartment")}


def _closed(cases: Mapping[str, Case]) -> frozenset[str]:
    """The complaints among them that are closed."""
    return frozenset(
        number
        for number, case in cases.items()
        if case.closed_at is not None and case.kind == Matter.COMPLAINT
    )


def _referred(submission: Submission) -> list[str]:
    """The Message-IDs that the submission says it answers, nearest first."""
    if submission.bounce is not None and submission.bounce.original_message_id:
        return [submission.bounce.original_message_id]
    if submission.delivered:
        return [submission.delivered]
    nearest = [submission.in_reply_to] if submission.in_reply_to else []
    return [*nearest, *reversed(submission.references)]


def _threads(submissions: Iterable[Submission]) -> dict[str, str]:
    """The case in which a message with that Message-ID was kept. One query."""
    referred = {name: message_index(name) for item in submissions for name in _referred(item)}
    rows = Arrival.objects.filter(message_index__in=set(referred.values()), case_number__gt="")
    by_index = dict(rows.values_list("message_index", "case_number"))
    return {name: by_index[index] for name, index in referred.items() if index in by_index}


def _first(found: dict[str, str], names: Iterable[str]) -> str | None:
    return next((found[name] for name in names if name in found), None)


def _named(submission: Submission) -> str | None:
    """The case number that the sender wrote, in a field of its own or in the subject."""
    prefix = current_policy().company.case_prefix
    said = submission.text if submission.channel in TEXTED else submission.subject
    return read_number(submission.case_number or said, prefix)


def _talking(
    submissions: Sequence[Submission], senders: Sequence[UUID | None], *, at: datetime
) -> dict[UUID | None, str]:
    """For each customer who texts, the open case in which something was said last, lately. One query.

    A text has no subject and answers nothing by name: who goes on within a fortnight means the same matter.
    """
    texting = {
        sender
        for submission, sender in zip(submissions, senders, strict=True)
        if sender is not None and submission.channel in TEXTED
    }
    if not texting:
        return {}
    rows = Case.objects.open().filter(customer__in=texting).annotate(said=Max("messages__at"))
    lately = rows.filter(said__gt=at - A_FORTNIGHT).order_by("said", "id")
    return dict(lately.values_list("customer_id", "number"))


def _code_is_right(case: Case | None, submission: Submission) -> bool:
    if case is None or not submission.tracking_code:
        return False
    typed = read_tracking_code(submission.tracking_code)
    return hmac.compare_digest(tracking_code(case).encode(), typed.encode())


def _customers_of(submissions: Sequence[Submission]) -> list[UUID | None]:
    """The customer behind each sender's first contact point, or None. One query.

    The second is never asked, as in `people.identify`: anyone may write down somebody else's number.
    """
    first = [next(iter(claims_of(item.sender)), None) for item in submissions]
    wanted = {claim.index for claim in first if claim is not None}
    owners = {index: point.customer_id for index, point in contact_points_of(wanted).items()}
    return [owners.get(claim.index) if claim is not None else None for claim in first]


def _opened_lately(customers: Iterable[UUID | None], *, at: datetime) -> Counter[UUID]:
    """How many cases each customer opened within a day. One query."""
    rows = Case.objects.filter(
        customer__in={customer for customer in customers if customer}, opened_at__gt=at - A_DAY
    )
    return Counter(rows.values_list("customer_id", flat=True))
