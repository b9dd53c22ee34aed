"""The equation has two sides that are kept apart, so that it can fail."""

from __future__ import annotations

import pytest

from camket.arrivals.models import Arrival, Tally
from camket.arrivals.rules import Outcome
from camket.cases.models import Message
from camket.reports.reconciliation import reconcile
from tests.intake.test_take import came, mail

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def three() -> None:
    """A mail that opened a case, the same again, and a robot's."""
    first = mail(Message_ID="<1@example.vn>")
    came(first, first, mail("Tôi đi vắng.", Auto_Submitted="auto-replied"))


def test_what_came_in_is_what_the_outcomes_add_up_to(three: None) -> None:
    everything, info = reconcile().lines
    assert everything.mailbox == "*"
    assert info.received == 3
    assert {part: n for part, n in info.parts.items() if n} == {
        "opened": 1,
        "duplicate": 1,
        "automatic": 1,
    }
    assert reconcile().balances


def test_an_arrival_that_vanished_is_missed(three: None) -> None:
    Arrival.objects.filter(outcome=Outcome.AUTOMATIC).delete()
    assert not reconcile().balances


def test_an_arrival_that_no_door_counted_is_noticed(three: None) -> None:
    Tally.objects.all().delete()
    assert not reconcile().balances


def test_an_arrival_whose_case_does_not_hold_it_is_astray(three: None) -> None:
    Message.objects.update(arrival=None)
    assert reconcile().astray == 1


def test_an_empty_desk_balances() -> None:
    assert reconcile().lines == []
    assert reconcile().balances
