"""All that the page of a case shows, put together from the rooms below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from camket.arrivals.submission import Matter
from camket.cases.models import Case
from camket.complaints.actions.checking import UNDECIDED
from camket.complaints.actions.moving import actor_of
from camket.complaints.models import Complaint, Remedy
from camket.complaints.reading import FileAddress, Read, read_case
from camket.complaints.rules.moves import Status
from camket.desk.case.moves import Offer, offers_of
from camket.desk.case.thread import Scene, entries
from camket.desk.case.told import Told, told_of
from camket.desk.queue.lines import OWED
from camket.evidence.queries import facts_of
from camket.people.models import ContactPoint, Staff
from camket.people.queries import contact_shown, customer_name, staff_by_ref
from camket.people.rules import DESK, Role
from camket.promises.clocks import clock_of
from camket.promises.models import Promise
from camket.promises.queries import promises_of
from camket.promises.rules import PromiseKind, State
from camket.refusals import NotAllowed
from camket.ui.parts.promise import PromiseClock
from camket.ui.parts.timeline import Entry
from camket.vault.actions import Opener, purpose
from camket.vault.rules import Purpose

MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach the customer. A claimed one was given and never proved."""

    kind: str
    value: str
    proved: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """One page."""

    case: Case
    complaint: Complaint | None
    read: Read
    customer: str
    contacts: tuple[Contact, ...]
    others: list[Case]
    promises: list[Promise]
    clock: PromiseClock | None
    entries: list[Entry]
    offers: list[Offer]
    remedies: list[Remedy]
    colleagues: list[Staff]
    may_act: bool
    told: list[Told]

    @property
    def may_check(self) -> bool:
        """Whether findings may be recorded now."""
        return self._stands(Status.CHECKING, Status.WAITING)

    @property
    def may_add(self) -> bool:
        """Whether the complaint is still being understood, so that a point may be added."""
        return self._stands(*UNDECIDED)

    @property
    def may_change_kind(self) -> bool:
        """Whether the case may be said to be of another kind: an outage stays one, and so does what has a result."""
        return self.case.kind != Matter.OUTAGE and not self.read.decisions

    def _stands(self, *where: Status) -> bool:
        return self.may_act and self.complaint is not None and self.complaint.status in where

    @property
    def title(self) -> str:
        """What the matter is called."""
        return self.read.title or self.case.number


def sight_of(case: Case, *, by: Staff, at: datetime) -> Sight:
    """Open the case for a member of staff, under the purpose of working on it, and put the page together."""
    complaint = _complaint(case)
    promises = promises_of([case.subject])[case.subject]
    with purpose(Purpose.HANDLE_CASE, by=by.ref, at=at, about=case.subject) as opener:
        opener.load([case.compartment_id, case.customer.compartment_id])
        harm = by.has_role(Role.SUPERVISOR)
        address = _address(case)
        read = read_case(opener, case, complaint, file_address=address, notes=True, harm=harm)
        name = customer_name(opener, case.customer) or case.customer.ref
        contacts = _contacts(opener, case)
        told = told_of(opener, case)
    return Sight(
        case=case,
        complaint=complaint,
        read=read,
        customer=name,
        contacts=contacts,
        others=_others(case, by),
        promises=promises,
        clock=_clock(promises, at=at),
        entries=_entries(case, read, name),
        offers=offers_of(case, complaint, promises, by=by, at=at),
        remedies=_remedies(complaint),
        colleagues=colleagues(without=case.about_staff_id),
        may_act=_may_act(case, by),
        told=told,
    )


def _complaint(case: Case) -> Complaint | None:
    if case.kind != Matter.COMPLAINT:
        return None
    return Complaint.objects.filter(pk=case.pk).select_related("case").first()


def _address(case: Case) -> FileAddress:
    return lambda file: reverse("desk:file", args=[case.number, file.id])


def _contacts(opener: Opener, case: Case) -> tuple[Contact, ...]:
    """The contact points of this case: those it came from, and the phone that was given."""
    points: dict[object, ContactPoint] = {
        point.pk: point for point in (case.answer_at, case.phone) if point is not None
    }
    return tuple(
        Contact(point.kind, contact_shown(opener, point), point.proved_at is not None)
        for point in points.values()
    )


def _others(case: Case, by: Staff) -> list[Case]:
    """The customer's other matters, newest first, by number alone."""
    rows = Case.objects.visible_to(by).filter(customer=case.customer).exclude(pk=case.pk)
    return list(rows.order_by("-opened_at")[:MOST_OTHERS])


def _clock(promises: list[Promise], *, at: datetime) -> PromiseClock | None:
    """The promise that is owed next; where nothing is owed, the result that was promised."""
    owed = [p for p in promises if p.state in OWED and p.done_at is None]
    result = [p for p in promises if p.kind == PromiseKind.RESOLVE and p.state != State.SUPERSEDED]
    shown = min(owed, key=lambda p: p.due_at, default=None) or (result[-1] if result else None)
    return clock_of(shown, at=at) if shown else None


def _entries(case: Case, read: Read, customer: str) -> list[Entry]:
    # Of an outage thousands are told; its own page says how many.
    facts = facts_of(case.subject, without="notice." if case.kind == Matter.OUTAGE else "")
    refs = {ref for fact in facts for ref in (fact.by, str(fact.body.get("to", "")))}
    staff = {ref: person.name for ref, person in staff_by_ref(refs).items()}

    def mail_address(arrival: str) -> str:
        return reverse("desk:mail", args=[case.number, arrival])

    return entries(facts, Scene(read, staff, customer, case.customer.ref, mail_address))


def _remedies(complaint: Complaint | None) -> list[Remedy]:
    if complaint is None:
        return []
    rows = Remedy.objects.filter(decision__complaint=complaint).select_related("promise")
    return list(rows.order_by("due"))


def colleagues(without: int | None = None) -> list[Staff]:
    """Who may be given a case: the desk, without the person complained about."""
    rows = Staff.objects.filter(is_active=True, roles__role__in=[role.value for role in DESK])
    others = rows.exclude(pk=without) if without is not None else rows
    return list(others.distinct().order_by("name"))


def _may_act(case: Case, by: Staff) -> bool:
    """Whether this person works on the case, or only looks at it."""
    try:
        actor_of(by, case)
    except NotAllowed:
        return False
    return True
