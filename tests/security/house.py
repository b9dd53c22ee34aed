"""A desk with one object of every kind that an address can name, and the people who come to its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.test import Client

from camket.arrivals.models import Arrival
from camket.arrivals.rules import Outcome
from camket.arrivals.submission import Attached
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Attachment, Case
from camket.complaints.models import Remedy
from camket.desk.sittings import mark_second_step
from camket.intake.actions.beginning import Meant, add_whole, begin
from camket.intake.models import BegunFile
from camket.notices.actions.delegates import invite_delegate
from camket.notices.models import CallTask, Delivery
from camket.people.granting import having
from camket.people.granting.giving import Wish
from camket.people.models import Account, Grant, Staff
from camket.people.rules import Closeness, Role, SignalKind
from camket.people.signing.codes import claim_of
from camket.people.signing.signals import ask
from camket.people.signing.stages import mark_proved
from camket.people.signing.visits import Whence, begin_visit
from camket.portal.begun import COOKIE
from camket.portal.sending import send
from camket.services.actions.holdings import NewHolding, enter
from camket.services.actions.outages import Trouble, report
from camket.services.models import Holding
from camket.terms.actions.asserting import Alleged, assert_breach
from camket.terms.models import Breach, Paper
from camket.terms.queries.breaches import breach_code
from tests.people.apps import give_app
from tests.people.signing import account_for
from tests.portal.conftest import MONDAY, SUNDAY, answers
from tests.security.walking import Address

HERE = Whence("may-o-nha", "Firefox, Linux", "")
SERVICES = ("luu-tru-web", "thu-ten-mien", "quan-ly-ban-hang")
PAPER = Attached("hop.txt", "text/plain", "Ảnh hộp".encode())
MOST = 1_000_000


@dataclass(slots=True)
class Owner:
    """A customer with an account, signed in, and one of everything that can be theirs."""

    mail: str
    account: Account
    client: Client
    case: Case
    objects: dict[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The tracking code of the case."""
        return tracking_code(self.case)


def customer(mail: str, phone: str, *, at: datetime = MONDAY) -> Owner:
    """Somebody who complained with a file, signed up, added an app and a second device, and began a form."""
    case = send(answers(mail=mail, phone=phone), files=(PAPER,), language="vi", at=SUNDAY)
    assert case is not None
    account = account_for(mail, at=at)
    give_app(account, at=MONDAY)
    client = signed_in(account)
    begun, secret = begin(at=MONDAY)
    add_whole(begun, Meant("a.txt", 2, "text/plain", "a"), b"ab", most=MOST, at=MONDAY)
    client.cookies[COOKIE] = secret
    found = Case.objects.with_people().get(pk=case.pk)
    owner = Owner(mail, account, client, found)
    owner.objects = dict(_objects(owner, BegunFile.objects.get(begun=begun)))
    owner.objects |= dict(_of_the_desk(owner)) | dict(_of_delegates(owner))
    return owner


def _objects(owner: Owner, begun: BegunFile) -> Iterator[tuple[str, object]]:
    """One of each kind that an address of the portal can name, by kind."""
    elsewhere = signed_in(owner.account, device="dien-thoai").session["visit"]
    points = owner.account.customers.get().contact_points
    ask(owner.account, SignalKind.MANY_CODES, at=MONDAY)
    yield "case", owner.case.number
    yield "shown case", owner.case.number
    yield "question", owner.account.signals.get(kind=SignalKind.MANY_CODES).pk
    yield "file", Attachment.objects.get(message__case=owner.case).pk
    yield "session", UUID(elsewhere)
    yield "point", points.exclude(proved_at=None).get().pk
    yield "factor", Authenticator.objects.get(user=owner.account, type="totp").pk
    yield "begun file", begun.pk


def _of_the_desk(owner: Owner) -> Iterator[tuple[str, object]]:
    """What the desk wrote about the owner: a service that has an outage now, and an alleged breach."""
    thao = Staff.objects.first() or Staff.objects.create_staff("thao", "Thảo", "x", Role.AGENT)
    service = SERVICES[Holding.objects.count()]
    holding = enter(NewHolding(service, date(2026, 3, 1)), owner.case.customer, by=thao, at=MONDAY)
    yield "holding", holding.pk
    yield "outage", report(holding, Trouble("unreachable"), at=MONDAY).case.number
    alleged = Alleged(owner.case, "nghia-vu.tai-khoan", "Cho mượn.", ("Nhật ký",), (PAPER,))
    breach = assert_breach(alleged, by=thao, at=MONDAY)
    yield "breach", breach.ref
    yield "breach file", breach.papers.exclude(blob=None).get().pk


def _of_delegates(owner: Owner) -> Iterator[tuple[str, object]]:
    """One who may act for the owner, one for whom the owner may act, and one who has invited the owner."""
    son, mother, aunt = (f"{who}.{owner.mail}" for who in ("con", "me", "di"))
    at = MONDAY + timedelta(minutes=1)
    given = _granted(owner.account, son, at=at)
    having.accept(account_for(son, at=at + timedelta(minutes=1)), given.pk, at=at)
    yield "grant given", given.pk
    held = _granted(account_for(mother, at=at + timedelta(minutes=2)), owner.mail, at=at)
    having.accept(owner.account, held.pk, at=at)
    yield "grant held", held.pk
    aunts = account_for(aunt, at=at + timedelta(minutes=3))
    yield "invitation", _granted(aunts, owner.mail, at=at).pk


def _granted(owner: Account, point: str, *, at: datetime) -> Grant:
    wish = Wish(claim_of(point), Closeness.FAMILY, may_answer=True, last_day=date(2026, 12, 31))
    return invite_delegate(owner, wish, language="vi", at=at)


def delegate_of(owner: Owner) -> Client:
    """Whoever may act for an owner, signed in."""
    given = Grant.objects.get(pk=owner.objects["grant given"])
    assert given.delegate is not None
    return signed_in(given.delegate)


def signed_in(account: Account, device: str = HERE.device) -> Client:
    """A client that has signed in as a customer and has just shown who it is."""
    client = Client()
    client.force_login(account)
    session = client.session
    place = Whence(device, HERE.browser, HERE.network)
    begin_visit(session, account, place, how="code", at=MONDAY)
    mark_proved(session, "factor", at=MONDAY)
    session.save()
    return client


def at_the_desk(staff: Staff) -> Client:
    """A client that has signed in at the desk with a second factor."""
    client = signed_in(staff.account)
    session = client.session
    mark_second_step(session)
    session.save()
    return client


def fillings(owner: Owner, address: Address) -> list[Mapping[str, object]]:
    """What stands in the holes of an address: real objects, so that real pages are read.

    Raises KeyError for an address that names an object of which nobody said what it is.
    """
    if not address.holes:
        return [{}]
    known: dict[str, object] = {
        "number": owner.case.number,
        "clause_id": "thoi-gian.thuong",
        "since": "2024-07-01",
        "position": 1,
        "name": "all",
        "factor": owner.objects["factor"],
        "service_id": SERVICES[0],
        "ref": owner.objects["breach"],
    }
    if "outage" in address.name:
        known["number"] = owner.objects["outage"]
    if "pk" in address.holes:
        known["pk"] = _row_of(owner, address.name)
    if "code" not in address.holes:
        return [known]
    breach = Breach.objects.get(ref=owner.objects["breach"])
    code = breach_code(breach) if "ref" in address.holes else owner.code
    return [{**known, "code": code}, {**known, "code": "-"}]


def _row_of(owner: Owner, name: str) -> Any:
    """The row that an address names."""
    if name.startswith("portal:"):
        return owner.objects[PORTAL_ROWS[name]]
    kind = next(kind for kind in DESK_ROWS if name.startswith(f"desk:{kind}"))
    return DESK_ROWS[kind]().pk


PORTAL_ROWS = {
    "portal:file": "file",
    "portal:begun_piece": "begun file",
    "portal:begun_show": "begun file",
    "portal:session_ended": "session",
    "portal:session_disowned": "session",
    "portal:point_removed": "point",
    "portal:point_chosen": "point",
    "portal:point_confirmed": "point",
    "portal:question_mine": "question",
    "portal:question_not_mine": "question",
    "portal:report_outage": "holding",
    "portal:breach_file": "breach file",
    "portal:acting": "grant held",
    "portal:delegate_revoked": "grant given",
    "portal:delegate_returned": "grant held",
    "portal:delegate_accepted": "invitation",
    "portal:delegate_declined": "invitation",
}
DESK_ROWS: dict[str, Any] = {
    "set_aside": lambda: Arrival.objects.get(outcome=Outcome.AUTOMATIC),
    "waiting_arrival": lambda: Arrival.objects.get(place="held"),
    "arrival_": lambda: Arrival.objects.get(place="held"),
    "mail": lambda: Arrival.objects.filter(outcome=Outcome.OPENED, channel="mail").first(),
    "letter": lambda: Delivery.objects.order_by("pk").first(),
    "file": lambda: Attachment.objects.order_by("pk").first(),
    "holding": lambda: Holding.objects.order_by("pk").first(),
    "breach_file": lambda: Paper.objects.order_by("pk").first(),
    "remedy": lambda: Remedy.objects.order_by("pk").first(),
    **dict.fromkeys(["call", "claim", "release", "outcome"], CallTask.objects.first),
}
