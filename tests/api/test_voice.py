"""Spoken messages by signed webhook."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from camket.arrivals.actions import claim
from camket.arrivals.channels.call import from_bytes
from camket.arrivals.models import Arrival
from camket.cases.models import Attachment, Case
from camket.intake.actions.taking import take
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tests.api.conftest import SUNDAY
from tests.twins.posting import through
from tests.twins.voice import AnsweringMachine, beep

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def machine(client: Client, settings: LazySettings) -> AnsweringMachine:
    settings.CAMKET_MESSAGE_SECRET = "chung-mot-bi-mat"
    return AnsweringMachine(through(client), "chung-mot-bi-mat")


def test_a_form_is_committed_as_it_came_and_then_taken(machine: AnsweringMachine) -> None:
    body = machine.left("0909156178", beep(), left_at=SUNDAY)
    assert [machine.send(body, at=SUNDAY), machine.send(body, at=SUNDAY)] == [200, 200]
    arrival = Arrival.objects.get()
    with purpose(Purpose.INTAKE, by="camket", at=SUNDAY) as opener:
        assert from_bytes(opener.blob(arrival.raw)).body == body
    take(claim(at=SUNDAY, limit=5), at=SUNDAY)
    assert (Case.objects.get().channel, Attachment.objects.get().type) == ("voice", "audio/wav")


def test_what_is_no_form_is_held_with_its_bytes(machine: AnsweringMachine) -> None:
    assert machine.send(b"--x\r\nkhong", at=SUNDAY) == 200
    (taken,) = take(claim(at=SUNDAY, limit=5), at=SUNDAY)
    assert taken.destination == "held"


def test_a_wrong_signature_leaves_nothing(machine: AnsweringMachine) -> None:
    machine.secret = "doan-mo"
    body = machine.left("0909156178", beep(), left_at=SUNDAY)
    assert machine.send(body, at=SUNDAY) == 401
    assert not Arrival.objects.exists()
