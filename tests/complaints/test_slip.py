"""The slip of a case: what the customer takes home, and the trace that printing leaves."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from camket.arrivals.submission import Matter, Sender
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import tracking_code_shown
from camket.complaints.slip import slip_of
from camket.people.models import Staff
from camket.ui.papers.slip import Slip, print_slip
from camket.vault.models import AccessEntry
from tests.complaints.conftest import MONDAY, take_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def slip_for(staff: Staff, kind: Matter = Matter.COMPLAINT, **more: object) -> Slip:
    opened = take_in(kind=kind, **more)
    case = Case.objects.with_people().select_related("phone", "taken_by").get(pk=opened.case.pk)
    return slip_of(case, by=staff.ref, at=MONDAY)


def test_a_slip_carries_the_frozen_promise_and_what_was_said(linh: Staff) -> None:
    slip = slip_for(linh, product="Bộ phát Wi-Fi", remedy_sought="Đổi đúng bản")
    assert (slip.customer, slip.about) == ("Nguyễn Thị Thanh Hương", "Giao sai phiên bản")
    assert (slip.product, slip.wish) == ("Bộ phát Wi-Fi", "Đổi đúng bản")
    assert slip.contacts == ("0909 156 178", "huong@example.vn")
    assert slip.clock is not None
    assert f"{slip.clock.terms.limit:%d/%m/%Y}" == "02/12/2026"
    assert slip.resolves


def test_a_slip_for_a_question_promises_a_confirmation(linh: Staff) -> None:
    slip = slip_for(linh, Matter.ENQUIRY)
    assert not slip.resolves
    assert slip.clock is not None
    assert f"{slip.clock.terms.limit:%d/%m/%Y}" == "26/11/2026"


def test_a_slip_reads_back_with_the_code_that_only_the_customer_gets(linh: Staff) -> None:
    slip = slip_for(linh)
    case = Case.objects.get()
    text = PdfReader(io.BytesIO(print_slip(slip))).pages[0].extract_text()
    assert case.number in text
    assert tracking_code_shown(tracking_code(case)) in text
    assert "hết ngày thứ Tư, 02/12/2026" in re.sub(r"\s+", " ", text)


def test_printing_leaves_an_access_entry(linh: Staff) -> None:
    slip = slip_for(linh)
    entry = AccessEntry.objects.get(by=linh.ref)
    assert (entry.purpose, entry.about) == ("print_slip", f"case:{slip.number}")
    assert entry.compartments.count() == 2


def test_who_left_nothing_but_words_gets_a_slip_too(linh: Staff) -> None:
    opened = take_in(Sender())
    case = Case.objects.with_people().get(pk=opened.case.pk)
    slip = slip_of(case, by=linh.ref, at=MONDAY)
    assert (slip.customer, slip.contacts, slip.told_by_phone) == ("", (), True)
    assert print_slip(slip)
