"""“That was not me”: what a thief may have left in the account is named, and taken away."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from camket.people.models import Account
from camket.people.signing.factors.checking import has_factor
from tests.people.apps import give_app
from tests.people.signing import last_code
from tests.portal.conftest import MONDAY
from tests.portal.delegating import invite
from tests.portal.test_account import MAIL, sign_in
from tests.portal.test_security import ANDROID, account, huong, text

__all__ = ["account", "huong"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def shown_as_added(huong: Client) -> str:
    """What the page says was added lately, after “that was not me”."""
    page = text(huong.get("/tai-khoan/bao-mat/"))
    return page.partition('id="added"')[2].partition("</section>")[0]


def test_what_a_thief_left_in_the_account_is_named_and_taken_away(
    huong: Client, account: Account
) -> None:
    thief = Client(headers={"user-agent": ANDROID})
    sign_in(thief)
    thief.post("/account/points/added/", {"point": "ke-gian@example.vn"})
    code = last_code(at=MONDAY)
    thief.post("/account/points/proved/", {"code": code, "point": "ke-gian@example.vn"})
    invite(thief, "dong-bon@example.vn")
    give_app(account, at=MONDAY)
    Authenticator.objects.update(created_at=MONDAY)
    theirs = account.visits.order_by("-pk").first()
    assert theirs is not None
    assert shown_as_added(huong) == ""
    huong.post(f"/account/sessions/{theirs.pk}/disowned/")
    shown = shown_as_added(huong)
    for words in ("ke-gian@example.vn", "dong-bon@example.vn", "Ứng dụng tạo mã"):
        assert words in shown
    assert MAIL not in shown
    assert "/account/factors/recovery-codes/" in shown
    removals = re.findall(r'action="([^"]+/(?:removal|removed|revoked)/)"', shown)
    assert [huong.post(address).status_code for address in removals] == [302] * 3
    assert "không có khóa, ứng dụng, địa chỉ liên lạc hay người thay mặt" in shown_as_added(huong)
    assert not has_factor(account)


def test_what_was_there_long_before_is_not_said_to_be_new(huong: Client, account: Account) -> None:
    thief = Client(headers={"user-agent": ANDROID})
    sign_in(thief)
    theirs = account.visits.order_by("-pk").first()
    assert theirs is not None
    give_app(account, at=MONDAY)
    Authenticator.objects.update(created_at=MONDAY - timedelta(days=31))
    huong.post(f"/account/sessions/{theirs.pk}/disowned/")
    assert "không có khóa, ứng dụng" in shown_as_added(huong)
