"""What the machine alone set aside is looked at, doubted, and becomes a case; and a mail is read whole."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from camket.arrivals.models import Arrival
from camket.arrivals.rules import Outcome, Place
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.evidence.queries import facts_of
from camket.notices.models import Delivery
from camket.people.models import Staff
from camket.reports.reconciliation import reconcile
from camket.reports.states import compare_states
from camket.vault.models import AccessEntry
from camket.vault.rules import Purpose
from tests.complaints.conftest import MONDAY
from tests.desk.test_typing import said
from tests.desk.test_waiting import arrived, mail

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())


@pytest.fixture
def mistaken(db: None) -> Arrival:
    """A complaint whose subject looks like a robot's."""
    (arrival,) = arrived(mail("Phản hồi tự động", "Không ai giải quyết cho tôi."))
    assert arrival.outcome == Outcome.AUTOMATIC
    return arrival


def test_the_list_opens_nothing_and_costs_the_same_for_many(
    desk: Client, linh: Staff, mistaken: Arrival
) -> None:
    seen = AccessEntry.objects.count()
    with CaptureQueriesContext(connection) as one:
        page = desk.get("/desk/waiting/set-aside/")
    assert f"/desk/waiting/set-aside/{mistaken.pk}/" in page.content.decode()
    assert "Thư tự động" in said(page)
    assert AccessEntry.objects.count() == seen
    arrived(mail("Out of office", "a"), mail("Out of office", "b"))
    with CaptureQueriesContext(connection) as many:
        desk.get("/desk/waiting/set-aside/")
    assert len(many) == len(one)


def test_an_agent_who_doubts_the_machine_opens_a_case_with_the_mail(
    desk: Client, linh: Staff, mistaken: Arrival
) -> None:
    place = f"/desk/waiting/set-aside/{mistaken.pk}/"
    assert "Không ai giải quyết" in desk.get(place).content.decode()
    assert AccessEntry.objects.filter(purpose=Purpose.LOOK_AT_HELD).exists()
    assert desk.post(f"{place}doubted/").headers["Location"] == f"/desk/waiting/{mistaken.pk}/"
    mistaken.refresh_from_db()
    assert mistaken.place == Place.HELD
    assert "ngờ" in said(desk.get(f"/desk/waiting/{mistaken.pk}/"))
    words = {"text": "Không ai giải quyết cho tôi.", "mail": "la@example.vn", "subject": "x"}
    desk.post(f"/desk/waiting/{mistaken.pk}/opened/", words)
    assert Case.objects.get().received_at == mistaken.received_at
    assert reconcile().balances
    subject = f"arrival:{mistaken.pk}"
    assert compare_states({subject: facts_of(subject)}) is None
    assert desk.post(f"{place}doubted/").status_code == 404


def test_what_was_cut_from_a_mail_can_be_read_from_its_case(
    desk: Client, linh: Staff, router: Complaint
) -> None:
    letter = Delivery.objects.filter(notice__about=router.case.subject).first()
    assert letter is not None
    raw = mail("Re: Khiếu nại", "Xem dưới.\n\nOn 1/1/2026 10:00, MiT wrote:\nMáy CŨ của tôi.")
    (arrival,) = arrived(
        raw.replace(b"From:", f"In-Reply-To: {letter.message_id}\nFrom:".encode(), 1)
    )
    assert arrival.outcome == Outcome.ADDED
    page = desk.get(f"/desk/case/{router.case.number}/").content.decode()
    assert "CŨ" not in page
    place = f"/desk/case/{router.case.number}/mail/{arrival.pk}/"
    assert place in page
    assert "CŨ" in desk.get(place).content.decode()
    entry = AccessEntry.objects.order_by("-pk")[0]
    assert (entry.purpose, entry.about) == (Purpose.HANDLE_CASE, router.case.subject)


def test_a_mail_is_read_only_from_its_own_case(
    desk: Client, linh: Staff, router: Complaint, mistaken: Arrival
) -> None:
    assert desk.get(f"/desk/case/{router.case.number}/mail/{mistaken.pk}/").status_code == 404
