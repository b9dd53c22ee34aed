"""Looking changes nothing: every address of every face is asked by GET, and both databases are compared row by row.

What a GET may write is who looked (access entries) and that somebody is there (sessions and visits), and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from camket.people.models import Staff
from camket.people.programs import add_key
from camket.people.rules import DESK, Role
from camket.vault.models import AccessEntry
from tests.portal.conftest import MONDAY
from tests.security.house import Owner, at_the_desk, fillings
from tests.security.walking import Address, addresses, of_face

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MAY_BE_WRITTEN = {
    "vault_accessentry",
    "vault_accessedcompartment",
    "django_session",
    "people_visit",
}
WITH_WORDS = (
    "/desk/search/?q=Hương",
    "/chinh-sach/?q=le",
    "/tinh-han/?sent=22/11/2026",
    "/chinh-sach/thoi-gian.thuong/?sent=22/11/2026",
    "/en/policy/",
    "/en/account/",
    "/khong-co-trang-nay/",
)


def rows() -> dict[str, str]:
    """A digest of every row of every table of both databases, but for what a GET may write."""
    return {
        f"{alias}.{table}": _digest(alias, table)
        for alias in ("default", "keys")
        for table in connections[alias].introspection.table_names()
        if table not in MAY_BE_WRITTEN
    }


def _digest(alias: str, table: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of our own
        found = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def visited(owner: Owner, wanted: list[Address]) -> Iterator[str]:
    """Each address with real objects in its holes."""
    for address in wanted:
        for values in fillings(owner, address):
            yield address.filled(values)


def changed_by(client: Client, places: list[str], **headers: str) -> dict[str, list[str]]:
    """What looking at the places changed, by place; asked one by one only where anything did."""
    before = rows()
    for place in places:
        ask(client, place, **headers)
    if rows() == before:
        return {}
    found: dict[str, list[str]] = {}
    for place in places:
        before = rows()
        ask(client, place, **headers)
        after = rows()
        if after != before:
            found[place] = [table for table in after if after[table] != before.get(table)]
    return found or {"all together": ["something that changes once"]}


def ask(client: Client, place: str, **headers: str) -> HttpResponse:
    answer = client.get(place, headers=headers)
    assert answer.status_code != 500, place
    return answer  # type: ignore[return-value]


def test_a_change_would_be_seen(huong: Owner) -> None:
    before = rows()
    Staff.objects.create_staff("ai-do", "Người Nào Đó", "matkhau-dai-lam")
    after = rows()
    assert {table for table in after if after[table] != before[table]} >= {"default.people_staff"}


def test_a_guest_a_customer_and_a_program_change_nothing_by_looking(desk_at_work: Owner) -> None:
    key = add_key("cua-hang", by="operator", at=MONDAY).token
    places = [*visited(desk_at_work, list(addresses())), *WITH_WORDS]
    assert changed_by(Client(), places) == {}
    assert changed_by(desk_at_work.client, places) == {}
    of_programs = [place for place in places if place.startswith(("/api/", "/doors/"))]
    assert changed_by(Client(), of_programs, authorization=f"Bearer {key}") == {}


def test_nobody_at_the_desk_changes_anything_by_looking(desk_at_work: Owner) -> None:
    faces = [address for face in ("desk", "portal", "ui") for address in of_face(face)]
    places = [*visited(desk_at_work, faces), *WITH_WORDS]
    for role in Role:
        staff = Staff.objects.create_staff(role, "Người Nào Đó", "matkhau-dai-lam", role)
        assert changed_by(at_the_desk(staff), places) == {}, role
        if role in DESK:
            assert AccessEntry.objects.filter(by=staff.ref).exists()
