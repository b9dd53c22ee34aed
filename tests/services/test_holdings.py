"""What a customer has bought is entered at the desk, and ended with a date."""

from __future__ import annotations

from datetime import date

import pytest

from camket.arrivals.submission import Sender
from camket.evidence.queries import facts_of
from camket.people.models import Customer, Staff
from camket.people.rules import Role
from camket.refusals import ChangedMeanwhile, NotAllowed, NotFound, NotUnderstood
from camket.reports.verification import verify
from camket.services.actions.holdings import NewHolding, customer_at, end_holding, enter
from camket.services.models import REFERENCE, Holding
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tests.services.conftest import HOSTING, MONDAY, Buys

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("published"),
]
TODAY = date(2026, 11, 23)


def test_what_was_bought_is_kept_with_its_number_sealed(buys: Buys) -> None:
    holding = buys("huong@example.vn", reference="HĐ-2026/0417")
    assert b"0417" not in bytes(holding.reference or b"")
    with purpose(Purpose.HANDLE_CASE, by="test", at=MONDAY) as opener:
        number = opener.text(
            holding.compartment_id, REFERENCE, holding.id, bytes(holding.reference or b"")
        )
    assert number == "HĐ-2026/0417"
    assert [fact.kind for fact in facts_of(holding.subject)] == ["holding.entered"]
    assert verify().fault is None


def test_who_is_known_already_gets_it_under_the_same_name(buys: Buys) -> None:
    first, second = buys("huong@example.vn"), buys("HUONG@example.vn", "thu-ten-mien")
    assert first.customer_id == second.customer_id
    assert Customer.objects.count() == 1


def test_it_ends_once_and_not_before_it_began(buys: Buys, linh: Staff) -> None:
    holding = buys("huong@example.vn")
    with pytest.raises(NotUnderstood):
        end_holding(holding, date(2026, 2, 28), by=linh, at=MONDAY)
    end_holding(holding, TODAY, by=linh, at=MONDAY)
    assert Holding.objects.running(TODAY).exists()
    assert not Holding.objects.running(date(2026, 11, 24)).exists()
    with pytest.raises(ChangedMeanwhile):
        end_holding(holding, TODAY, by=linh, at=MONDAY)
    assert verify().fault is None


def test_nonsense_is_refused_in_words(linh: Staff) -> None:
    customer = customer_at(Sender(mail="huong@example.vn"), at=MONDAY)
    with pytest.raises(NotFound):
        enter(NewHolding("khong-co", TODAY), customer, by=linh, at=MONDAY)
    with pytest.raises(NotUnderstood):
        enter(NewHolding(HOSTING, TODAY, date(2026, 1, 1)), customer, by=linh, at=MONDAY)
    with pytest.raises(NotUnderstood):
        customer_at(Sender(name="Không số"), at=MONDAY)


def test_who_does_not_serve_customers_enters_nothing() -> None:
    ngan = Staff.objects.create_staff("ngan", "Lê Kim Ngân", "matkhau-dai-lam", Role.CASHIER)
    customer = customer_at(Sender(mail="huong@example.vn"), at=MONDAY)
    with pytest.raises(NotAllowed):
        enter(NewHolding(HOSTING, TODAY), customer, by=ngan, at=MONDAY)
