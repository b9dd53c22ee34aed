"""A desk on which every kind of row has been written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from camket.arrivals.submission import Attached, Sender
from camket.cases.actions.care import assign, name_person_concerned
from camket.cases.models import Case
from camket.clock import civil_date
from camket.complaints.actions.checking import ask, hear_answer, record_finding, start_checking
from camket.complaints.actions.deciding import announce_later_date, decide, finish_remedy
from camket.complaints.models import Complaint, Remedy
from camket.complaints.rules.moves import Actor
from camket.evidence.actions import record
from camket.notices.actions.calling import record_call
from camket.notices.actions.delegates import invite_delegate
from camket.notices.models import CallTask
from camket.notices.rules import CallOutcome
from camket.ops.actions import add_staff
from camket.people.granting import giving, having
from camket.people.models import Staff
from camket.people.programs import add_key
from camket.people.rules import Closeness, Role
from camket.people.signing.codes import claim_of
from camket.services.actions.holdings import NewHolding, customer_at, end_holding, enter
from camket.services.actions.outages import Trouble, declare, end, report
from camket.terms.actions.accepting import accept
from camket.terms.actions.asserting import Alleged, assert_breach
from camket.terms.actions.by_clock import end_times_to_contest
from camket.terms.actions.contesting import contest
from camket.terms.actions.deciding import Ruling
from camket.terms.actions.deciding import decide as decide_breach
from camket.terms.actions.leaving import Wish, ask_to_leave, stay
from camket.terms.models import Edition, Noted
from camket.terms.queries.standing import standing_of
from camket.terms.rules.breaches import Outcome
from camket.vault.rules import new_id
from tests.complaints.conftest import MONDAY, deliver, take_in
from tests.complaints.test_story import ACCEPTED
from tests.intake.test_take import came, mail
from tests.people.signing import account_for

UNSEALED = b"\x00" + b"0" * 16 + "Lời của người khác".encode()
"""What a desk that seals nothing would write."""


@pytest.fixture
def worked_on(linh: Staff, vinh: Staff) -> None:
    """Every kind of row: asked and answered, a later date, decided, told by phone, one remedy done of two."""
    file = Attached("hop.txt", "text/plain", "Ảnh hộp".encode())
    case = take_in(product="Bộ phát", remedy_sought="Đổi máy", attachments=(file,)).case
    complaint = Complaint.objects.select_related("case").get(pk=case.pk)
    deliver(MONDAY)
    complaint.refresh_from_db()
    name_person_concerned(complaint.case, vinh, by=linh, at=MONDAY)
    assign(complaint.case, linh, by=linh, at=MONDAY)
    start_checking(complaint, by=linh, at=MONDAY)
    ask(complaint, "Xin ảnh sê-ri.", by=linh, at=MONDAY)
    hear_answer(complaint, actor=Actor.DESK, by=linh.ref, at=MONDAY)
    record_finding(complaint.points.get(), "Đã đối chiếu sê-ri.", by=linh, at=MONDAY)
    announce_later_date(complaint, date(2026, 12, 15), "Chờ hãng.", by=linh, at=MONDAY)
    due = civil_date(MONDAY) + timedelta(days=9)
    promised = (replace(ACCEPTED.remedies[0], detail="Máy mới", due=due),)
    decide(
        complaint, replace(ACCEPTED, remedies=promised, legal_basis="Điều 10"), by=linh, at=MONDAY
    )
    finish_remedy(Remedy.objects.get(), by=linh, at=MONDAY)
    _others(linh)


def _others(linh: Staff) -> None:
    """A caller who is rung up, a mail, a member of staff, a program."""
    take_in(Sender(name="Bà Tư", phone="0909 156 179"))
    task = CallTask.objects.select_related("notice__customer").get()
    record_call(task, CallOutcome.NO_ANSWER, note="Máy bận", by=linh, at=MONDAY)
    came(mail())
    add_staff("moi", "Người mới", "matkhau-dai-lam", [Role.AGENT], by="camket", at=MONDAY)
    add_key("website", by="camket", at=MONDAY)
    _served(linh)
    _of_terms(linh)
    _delegates()


def _served(linh: Staff) -> None:
    """Two who have bought a service: one reports an outage, the desk declares and ends it; one has it no more."""
    service = NewHolding("luu-tru-web", date(2026, 3, 1), date(2027, 2, 28), "HĐ 17")
    sender = Sender(mail="huong@example.vn")
    holding = enter(service, customer_at(sender, at=MONDAY), by=linh, at=MONDAY)
    other = enter(service, customer_at(sender, at=MONDAY), by=linh, at=MONDAY)
    outage = report(holding, Trouble("slow", "Trang rất chậm."), at=MONDAY)
    declare(outage.service, Trouble("unreachable", "Máy chủ hỏng."), by=linh, at=MONDAY)
    end(outage, by=linh, at=MONDAY + timedelta(hours=5))
    end_holding(other, date(2026, 12, 31), by=linh, at=MONDAY)
    declare("thu-ten-mien", Trouble("unusable", "Thư không gửi được."), by=linh, at=MONDAY)


def _of_terms(linh: Staff) -> None:
    """One account that accepts, notes, leaves and stays; a breach notice contested, and decided by Vinh."""
    account = account_for("huong@example.vn", at=MONDAY)
    asked = standing_of(account, on=MONDAY.date()).asked
    assert asked is not None
    edition = Edition.objects.get(version=asked.version)
    accept(account, edition.version, edition.digest, by=account.ref, at=MONDAY)
    later = Edition.objects.exclude(pk=edition.pk).first() or edition
    noted = Noted.objects.create(id=new_id(MONDAY), account=account, edition=later, at=MONDAY)
    record(account.subject, "terms.noted", at=MONDAY, by=account.ref, body=noted.to_json())
    ask_to_leave(account, Wish(wants_data=True, wants_money=True), by=account.ref, at=MONDAY)
    stay(account, by=account.ref, at=MONDAY)
    file = Attached("nhat-ky.txt", "text/plain", "Nhật ký".encode())
    case = Case.objects.with_people().filter(customer__account=account).order_by("pk")[0]
    alleged = Alleged(case, "nghia-vu.tai-khoan", "Cho mượn.", ("Nhật ký",), (file,))
    breach = assert_breach(alleged, by=linh, at=MONDAY)
    contest(breach, "Không phải tôi.", [file], by=account.ref, at=MONDAY)
    breach.refresh_from_db()
    end_times_to_contest(breach.ends_at)
    breach.refresh_from_db()
    vinh = Staff.objects.get(username="vinh")
    decide_breach(breach, Ruling(Outcome.LIMIT, "Vì thế.", "pay_first"), by=vinh, at=breach.ends_at)
    assert_breach(alleged, by=linh, at=MONDAY)


def _delegates() -> None:
    """An owner with a delegate, and with an invitation that was taken back."""
    later, last = MONDAY + timedelta(minutes=1), MONDAY + timedelta(minutes=2)
    owner, minh = account_for("ba@example.vn", at=later), account_for("con@example.vn", at=last)
    for point in ("con@example.vn", "chau@example.vn"):
        wish = giving.Wish(
            claim_of(point), Closeness.FAMILY, may_answer=True, last_day=date(2026, 12, 31)
        )
        grant = invite_delegate(owner, wish, language="vi", at=last)
    having.accept(minh, owner.grants.exclude(pk=grant.pk).get().pk, at=last)
    giving.revoke(owner, grant.pk, at=last)
