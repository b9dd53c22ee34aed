"""All that a tracking page shows, put together from the rooms below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from camket.cases.models import Case
from camket.clock import civil_date
from camket.complaints.actions.ending import last_day_to_contest
from camket.complaints.models import Complaint
from camket.complaints.promised import reply_times
from camket.complaints.reading import Read, Result, read_case
from camket.complaints.rules.moves import Actor, Status, open_moves
from camket.evidence.queries import facts_of
from camket.evidence.rules import RecordedFact
from camket.people.queries import staff_by_ref
from camket.portal.tracking.announced import announcements
from camket.portal.tracking.clause import governing_clause
from camket.portal.tracking.timeline import Scene, entries, with_skipped_days
from camket.portal.tracking.turns import REACHED, Standing, turn_of
from camket.promises.clocks import clock_of
from camket.promises.models import Promise
from camket.promises.queries import first_promise
from camket.promises.rules import PromiseKind
from camket.rulebook.company import current_policy
from camket.ui.parts.days import DayKind
from camket.ui.parts.promise import PromiseClock
from camket.ui.parts.timeline import Entry, PublishedStep, published_steps
from camket.ui.parts.turn import Turn
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@dataclass(frozen=True, slots=True)
class Sight:
    """One page. `may` names the moves that are the customer's to make now."""

    case: Case
    title: str
    turn: Turn
    steps: tuple[PublishedStep, ...]
    clock: PromiseClock | None
    clock_title: str
    entries: list[Entry]
    result: Result | None
    may: frozenset[str]


def sight_of(case: Case, *, code: str, reader: tuple[str, Purpose], at: datetime) -> Sight:
    """Read a case as its customer or for them, and put the page together.

    `code` stands in the addresses of its files; the moves are the customer's alone.
    """
    complaint = Complaint.objects.filter(pk=case.pk).first()
    read, announced = _read(case, complaint, code, reader, at=at)
    is_owner = reader[1] == Purpose.SHOW_OWNER
    promise = first_promise(case.subject)
    clock = clock_of(promise, at=at, **governing_clause(promise)) if promise else None
    status = Status(complaint.status) if complaint else None
    standing = _standing(case, complaint, read, clock, at=at)
    return Sight(
        case=case,
        title=read.title or _("Hồ sơ của Quý khách"),
        turn=turn_of(standing),
        steps=published_steps(_step_names(), REACHED[status]) if status else (),
        clock=clock,
        clock_title=clock_title(promise),
        entries=_entries(case, read, announced, clock, is_complaint=complaint is not None),
        result=standing.result,
        may=_may(complaint, at=at) if is_owner else frozenset(),
    )


def _read(
    case: Case,
    complaint: Complaint | None,
    code: str,
    reader: tuple[str, Purpose],
    *,
    at: datetime,
) -> tuple[Read, Mapping[datetime, str]]:
    """Open the case for who reads it."""
    by, why = reader
    with purpose(why, by=by, at=at, about=case.subject) as opener:
        read = read_case(
            opener,
            case,
            complaint,
            file_address=lambda file: reverse("portal:file", args=[case.number, code, file.id]),
        )
        return read, announcements(opener, case)


def _step_names() -> tuple[str, ...]:
    return (
        pgettext("bước", "Tiếp nhận"),
        pgettext("bước", "Xác nhận"),
        pgettext("bước", "Giải quyết"),
        pgettext("bước", "Kết quả"),
    )


def clock_title(promise: Promise | None) -> str:
    """What was promised, as the head of its clock."""
    if promise is not None and promise.kind == PromiseKind.ACKNOWLEDGE:
        return _("Chúng tôi cam kết xác nhận đã nhận")
    return _("Chúng tôi cam kết trả lời")


def _standing(
    case: Case, complaint: Complaint | None, read: Read, clock: PromiseClock | None, *, at: datetime
) -> Standing:
    status = Status(complaint.status) if complaint else None
    is_told = status in {Status.TOLD, Status.CLOSED, Status.CONTESTED}
    result = list(read.decisions.values())[-1] if read.decisions and is_told else None
    return Standing(
        company=current_policy().company.name,
        status=status,
        is_closed=case.is_closed,
        clock=clock,
        confirms=complaint is None,
        handler=case.handler.name if case.handler else "",
        question=list(read.questions.values())[-1] if read.questions else "",
        answer_by=complaint.waiting_until if complaint else None,
        result=result,
        contest_until=_contest_until(complaint, at=at),
        silence_until=_silence_until(complaint),
        contest_days=reply_times(complaint.decided_at).contest if complaint else 0,
    )


def _contest_until(complaint: Complaint | None, *, at: datetime) -> date | None:
    """The last day to contest a closed result, while it has not passed."""
    if complaint is None or complaint.status != Status.CLOSED:
        return None
    last = last_day_to_contest(complaint)
    return last if civil_date(at) <= last else None


def _silence_until(complaint: Complaint | None) -> date | None:
    """The day whose end closes a told result. The stamp is the midnight after it."""
    if complaint is None or complaint.silence_ends_at is None:
        return None
    return date.fromordinal(civil_date(complaint.silence_ends_at).toordinal() - 1)


def _may(complaint: Complaint | None, *, at: datetime) -> frozenset[str]:
    if complaint is None:
        return frozenset()
    moves = {move.verb for move in open_moves(Status(complaint.status), [Actor.CUSTOMER])}
    if complaint.status == Status.CLOSED and _contest_until(complaint, at=at) is None:
        moves.discard("contest")
    return frozenset(moves)


def _entries(
    case: Case,
    read: Read,
    announced: Mapping[datetime, str],
    clock: PromiseClock | None,
    *,
    is_complaint: bool,
) -> list[Entry]:
    facts = facts_of(case.subject)
    refs = {fact.by for fact in facts} | {str(fact.body.get("to", "")) for fact in facts}
    staff = {ref: person.name for ref, person in staff_by_ref(refs).items()}
    promised = {
        str(fact.body["promise"]): date.fromisoformat(str(fact.body["limit"]))
        for fact in facts
        if fact.kind == "promise.made"
    }
    scene = Scene(
        read,
        staff,
        case.customer.ref,
        get_language() or "vi",
        announced,
        promised,
        _confirm_by(facts, promised),
        is_complaint=is_complaint,
    )
    lines = entries(facts, scene)
    return with_skipped_days(lines, _named_days(clock, scene.language)) if clock else lines


def _confirm_by(facts: Sequence[RecordedFact], promised: Mapping[str, date]) -> date | None:
    """The day by which a confirmation was promised that came in time."""
    for fact in facts:
        if fact.kind == "promise.kept" and fact.body.get("kind") == PromiseKind.ACKNOWLEDGE:
            return promised.get(str(fact.body["promise"]))
    return None


def _named_days(clock: PromiseClock, language: str) -> dict[date, str]:
    """The holidays that have passed since receipt, by name."""
    today = clock.kept_on or clock.today or clock.terms.received
    return {
        day.date: day.why_en if language.startswith("en") else day.why_vi
        for day in clock.days
        if day.kind == DayKind.HOLIDAY and day.date < today
    }
