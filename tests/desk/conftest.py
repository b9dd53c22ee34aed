"""People at the desk, signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from camket.clock import now
from camket.desk.sittings import mark_second_step
from camket.people.models import Staff
from camket.people.rules import Role
from camket.people.signing.stages import mark_proved
from camket.people.signing.visits import Whence, begin_visit
from tests.complaints.conftest import linh, router, vinh

__all__ = ["linh", "router", "vinh"]
PASSWORD = "matkhau-dai-lam"
HERE = Whence("may-cua-linh", "Firefox, Linux", "")


@pytest.fixture
def ngan(db: None) -> Staff:
    """The cashier."""
    return Staff.objects.create_staff("ngan", "Lê Kim Ngân", PASSWORD, Role.CASHIER)


@pytest.fixture
def thao(db: None) -> Staff:
    """The receptionist."""
    return Staff.objects.create_staff("thao", "Vũ Phương Thảo", PASSWORD, Role.RECEPTIONIST)


@pytest.fixture
def signed_in() -> Callable[[Staff], Client]:
    """A client that has signed in as somebody, without the work of hashing a password."""

    def sign_in(staff: Staff) -> Client:
        client = Client()
        client.force_login(staff.account)
        session = client.session
        begin_visit(session, staff.account, HERE, how="password+factor", at=now())
        mark_second_step(session)
        mark_proved(session, "factor", at=now())
        session.save()
        return client

    return sign_in


@pytest.fixture
def desk(signed_in: Callable[[Staff], Client], linh: Staff) -> Client:
    """Linh's own client: an agent of the desk."""
    return signed_in(linh)
