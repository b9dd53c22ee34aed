"""Looking at a page changes nothing: a GET writes access entries and sittings, and no other row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from camket.arrivals.submission import Sender
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.notices.models import CallTask, Notice
from camket.people.models import Staff
from camket.portal.urls import urlpatterns as portal
from tests.complaints.conftest import take_in
from tests.desk.test_matrix import address, names

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.IGNORECASE)
MAY_BE_WRITTEN = {"vault_accessentry", "vault_accessedcompartment", "django_session"}


def written_by(client: Client, place: str) -> set[str]:
    """The tables that looking at a page writes to, in both databases."""
    with (
        CaptureQueriesContext(connections["default"]) as queries,
        CaptureQueriesContext(connections["keys"]) as of_keys,
    ):
        client.get(place)
    statements = [query["sql"] for query in [*queries, *of_keys]]
    return {match[1] for one in statements if (match := WRITES.match(one))}


def of_the_desk(case: Case) -> Iterator[str]:
    """Every address of the desk, those of a form too: a GET there is refused, and writes nothing either."""
    yield from (address(name, case) for name in names())
    yield reverse("desk:search") + "?q=Hương"
    yield reverse("desk:call", args=[CallTask.objects.get().pk])
    yield reverse("desk:letter", args=[Notice.objects.order_by("pk")[0].pk])


def of_the_portal(case: Case) -> Iterator[str]:
    """Every address of the customer's pages."""
    known = {
        "number": case.number,
        "code": tracking_code(case),
        "clause_id": "thoi-gian.thuong",
        "since": "2024-07-01",
        "pk": case.pk,
        "factor": 1,
    }
    for pattern in portal:
        wanted = pattern.pattern.converters
        yield reverse(f"portal:{pattern.name}", kwargs={key: known[key] for key in wanted})


def test_looking_writes_nothing_but_who_looked(
    router: Complaint, signed_in: Callable[[Staff], Client], vinh: Staff
) -> None:
    take_in(Sender(name="Bà Tư", phone="0909 156 179"))
    desk, customer = signed_in(vinh), Client()
    looked = {place: written_by(desk, place) for place in of_the_desk(router.case)}
    looked |= {place: written_by(customer, place) for place in of_the_portal(router.case)}
    assert {place: tables for place, tables in looked.items() if tables - MAY_BE_WRITTEN} == {}
    assert "vault_accessentry" in set().union(*looked.values())
