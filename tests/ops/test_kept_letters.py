"""Letters that were kept before there was a mail server leave when the worker starts with one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from django.conf import LazySettings

from camket.evidence.actions import record
from camket.notices.actions.delivering import deliver_due
from camket.notices.carriers import DeskCarrier, SmtpCarrier
from camket.notices.models import Delivery
from camket.ops.commands import worker
from camket.ops.demo.making import SUBJECT as DEMONSTRATION
from tests.complaints.conftest import HUONG, MONDAY, SUNDAY, take_in
from tests.servers.post import PostOffice

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("published", "kept"),
]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMKET_NOW", MONDAY.isoformat())
    take_in(HUONG)
    deliver_due(DeskCarrier(), at=SUNDAY + timedelta(minutes=1))


@pytest.fixture
def carrier(
    post_office: PostOffice, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SmtpCarrier]:
    """The carrier of the worker, which leaves the server at the end of the test."""
    settings.CAMKET_SMTP_URL = post_office.url
    with closing(SmtpCarrier(post_office.url, "info@mitgroup.vn", "MiT")) as carrier:
        monkeypatch.setattr(worker, "carrier", lambda: carrier)
        yield carrier


def test_they_leave_once(post_office: PostOffice, carrier: SmtpCarrier) -> None:
    for _ in range(2):
        assert worker.run(Namespace(once=True)) == 0
    assert [letter["To"] for letter in post_office.letters] == ["huong@example.vn"]
    assert Delivery.objects.get().state == "accepted"


def test_without_a_mail_server_they_stay() -> None:
    assert worker.run(Namespace(once=True)) == 0
    assert Delivery.objects.get().state == "kept"


def test_those_to_the_people_of_the_demonstration_stay(
    post_office: PostOffice, carrier: SmtpCarrier
) -> None:
    record(DEMONSTRATION, "desk.demonstration", at=MONDAY, by="operator")
    assert worker.run(Namespace(once=True)) == 0
    assert post_office.letters == []
