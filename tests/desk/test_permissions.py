"""No page of the desk is open to who has not signed in, and each role opens what the table says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from camket.desk.urls import urlpatterns
from camket.people.rules import Role

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
OPEN = {"sign_in", "second_step", "sign_out"}


def patterns() -> Iterator[URLPattern]:
    """Every address of the desk."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern), "addresses of the desk stand in one list"
        yield pattern


def test_every_page_names_the_roles_that_it_is_for() -> None:
    for pattern in patterns():
        if pattern.name not in OPEN:
            roles = getattr(pattern.callback, "roles", frozenset())
            assert roles, f"{pattern.name} is open to nobody or to everybody"
            assert roles <= set(Role)


def test_a_guest_is_sent_to_sign_in_from_everywhere() -> None:
    for pattern in patterns():
        if pattern.name in OPEN:
            continue
        address = f"/desk/{_filled(pattern)}"
        for method in (Client().get, Client().post):
            answer = method(address)
            assert answer.status_code in {302, 403, 405}, address
            if answer.status_code == 302:
                assert answer["Location"].startswith("/desk/sign-in/")
            if answer.status_code == 403:
                assert 'action="/desk/sign-in/"' in answer.content.decode()


def _filled(pattern: URLPattern) -> str:
    """An address with something in each of its holes."""
    given = {"number": "KN-26-22222", "name": "all", "factor": "1"}
    empty = "00000000-0000-7000-8000-000000000000"
    words = {
        name: given.get(name, empty if "UUID" in type(converter).__name__ else "1")
        for name, converter in pattern.pattern.converters.items()
    }
    found = get_resolver("camket.desk.urls").reverse(pattern.name, **words)
    return str(found)
