"""Hương, who has an account, and the people whom she lets act for her."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from camket.cases.models import Case
from camket.clock import now
from camket.people.models import Account, Grant
from tests.people.signing import last_code
from tests.portal.test_account import sign_in

SON = "minh@example.vn"


@pytest.fixture
def huong(router: Case) -> Client:
    client = Client()
    sign_in(client)
    return client


@pytest.fixture
def owner(huong: Client) -> Account:
    return Account.objects.get(customers__cases__isnull=False)


def text(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def invite(client: Client, point: str = SON, may: str = "see", until: str = "31/12/2026") -> Any:
    words = {"point": point, "who": "family", "may": may, "until": until}
    return client.post("/account/delegates/invited/", words)


def show_again(client: Client, goal: str) -> str:
    """Show again who it is, by a code that is sent; returns where that leads."""
    key = re.findall(r'name="send" value="([^"]+)"', text(client.get("/tai-khoan/xac-nhan-lai/")))
    client.post("/tai-khoan/xac-nhan-lai/", {"send": key[0]})
    words = {"code": last_code(at=now()), "next": goal}
    return str(client.post("/tai-khoan/xac-nhan-lai/", words)["Location"])


def delegate(huong: Client, point: str = SON, may: str = "see") -> tuple[Client, Grant]:
    """Somebody whom she invited, who signed in with the invited address and accepted."""
    assert invite(huong, point, may).status_code == 302
    grant = Grant.objects.order_by("pk").last()
    assert grant is not None
    client = Client()
    sign_in(client, point)
    answer = client.post(f"/account/delegates/{grant.pk}/accepted/")
    assert answer["Location"] == f"/tai-khoan/thay-mat/{grant.pk}/"
    grant.refresh_from_db()
    return client, grant
