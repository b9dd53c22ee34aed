"""The terms in an account: what is asked, what changed, three choices; and what never waits for the answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.people.models import Account
from camket.people.signing.visits import CUSTOMERS
from camket.terms.models import Acceptance, Edition, Leaving
from tests.portal.conftest import MONDAY
from tests.portal.test_account import MAIL, sign_in
from tests.terms.changing import change_policy

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TERMS, ACCOUNT = "/tai-khoan/dieu-khoan/", "/tai-khoan/"
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def huong(published: None, router: Case) -> Client:
    """Hương, signed in; the policy has been published."""
    client = Client()
    assert sign_in(client)["Location"] == TERMS
    return client


def answer(client: Client, where: str = "accepted") -> Any:
    """Press the button on the page of the terms."""
    edition = client.get(TERMS).context["edition"]
    fields = {"version": edition.version, "digest": edition.digest}
    return client.post(f"/account/terms/{where}/", fields)


def changed(settings: Any, folder: Path, kind: str) -> None:
    change_policy(settings, folder, day=NEW_YEAR, change=kind, days=7, at=MONDAY)


def test_a_new_account_is_asked_and_nothing_waits_for_the_answer(
    huong: Client, router: Case
) -> None:
    for place in (ACCOUNT, f"/t/{router.number}/-/", "/khieu-nai/", "/tai-khoan/roi-di/"):
        assert huong.get(place).status_code == 200
    sent = huong.post(f"/t/{router.number}/-/message/", {"text": "Xin gọi sau 17 giờ."})
    assert sent.status_code == 302
    assert Acceptance.objects.count() == 0
    assert "điều khoản" in huong.get(ACCOUNT).content.decode().lower()


def test_accepting_is_recorded_with_its_edition(huong: Client) -> None:
    assert answer(huong)["Location"] == ACCOUNT
    acceptance = Acceptance.objects.get()
    assert acceptance.how == "opening"
    assert acceptance.digest == Edition.objects.get(pk=acceptance.edition_id).digest
    assert sign_in(Client())["Location"] == ACCOUNT
    assert "Tôi đồng ý" not in huong.get(TERMS).content.decode()


def test_a_substantive_change_is_shown_before_it_is_accepted(
    huong: Client, settings: Any, tmp_path: Path
) -> None:
    answer(huong)
    changed(settings, tmp_path, "substantive")
    page = huong.get(TERMS).content.decode()
    assert page.index("<del>") < page.index("Tôi đồng ý với bản")
    assert "<ins>" in page
    assert sign_in(Client())["Location"] == TERMS
    answer(huong)
    assert [row.how for row in Acceptance.objects.order_by("at", "id")] == ["opening", "change"]


def test_deciding_later_is_offered_until_it_takes_effect(
    huong: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(huong)
    changed(settings, tmp_path, "substantive")
    assert answer(huong, "later")["Location"] == ACCOUNT
    assert sign_in(Client())["Location"] == ACCOUNT
    monkeypatch.setenv("CAMKET_NOW", datetime(2027, 1, 4, 2, tzinfo=UTC).isoformat())
    version = Edition.objects.order_by("in_force_from", "version").last()
    late = Client().post("/account/terms/later/", {"version": version and version.version})
    assert late["Location"].startswith("/tai-khoan/dang-nhap/")
    assert Acceptance.objects.count() == 1


@pytest.mark.parametrize("kind", ["editorial", "favourable"])
def test_another_change_is_shown_and_may_be_put_away(
    huong: Client, settings: Any, tmp_path: Path, kind: str
) -> None:
    answer(huong)
    changed(settings, tmp_path, kind)
    page = huong.get(TERMS).content.decode()
    assert "<ins>" in page
    assert "Tôi đồng ý" not in page
    assert "không phải đồng ý lại" in huong.get(ACCOUNT).content.decode()
    answer(huong, "later")
    assert "không phải đồng ý lại" not in huong.get(ACCOUNT).content.decode()


def test_an_answer_to_another_edition_is_refused(huong: Client) -> None:
    for fields in ({}, {"version": 999, "digest": "x"}, {"version": 1, "digest": "x"}):
        assert huong.post("/account/terms/accepted/", fields).status_code == 409
    assert not Acceptance.objects.exists()


def test_leaving_shows_the_cases_and_closes_after_confirming(huong: Client, router: Case) -> None:
    wish = {"wants_data": "on", "wants_money": "on", "words": "Cảm ơn."}
    assert huong.post("/account/leaving/asked/", wish)["Location"] == "/tai-khoan/roi-di/"
    leaving = Leaving.objects.get()
    page = huong.get("/tai-khoan/roi-di/").content.decode()
    for case in (router, *leaving.cases):
        assert case.number in page
        assert f"/t/{case.number}/{tracking_code(case)}/" in page
    assert huong.post("/account/leaving/left/").status_code == 200
    assert not Account.objects.get(staff=None).is_active
    assert huong.get(ACCOUNT).status_code == 302
    assert Client().get(f"/t/{router.number}/{tracking_code(router)}/").status_code == 200


def test_closing_asks_again_who_it_is_and_leads_back(
    huong: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    huong.post("/account/leaving/asked/", {})
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(minutes=6)).isoformat())
    asked = huong.post("/account/leaving/left/")
    assert asked["Location"] == "/tai-khoan/xac-nhan-lai/?next=%2Ftai-khoan%2Froi-di%2F"
    huong.post("/account/leaving/stayed/")
    assert Account.objects.get(staff=None).is_active
    assert Leaving.objects.get().taken_back_at


def test_what_who_leaves_wrote_is_there_after_signing_in_again(
    huong: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long = MONDAY + CUSTOMERS.idle + timedelta(minutes=1)
    monkeypatch.setenv("CAMKET_NOW", too_long.isoformat())
    away = huong.post("/account/leaving/asked/", {"wants_data": "on", "words": "Cảm ơn."})
    assert away["Location"].endswith("?next=%2Ftai-khoan%2Froi-di%2F")
    sign_in(huong)
    form = huong.get("/tai-khoan/roi-di/").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert shown == {"wants_data": True, "wants_money": False, "words": "Cảm ơn."}
    assert not Leaving.objects.exists()


@pytest.mark.parametrize(
    "place", ["terms/accepted", "terms/later", "leaving/asked", "leaving/left"]
)
def test_a_guest_signs_in_first(published: None, place: str) -> None:
    answer = Client().post(f"/account/{place}/")
    assert answer["Location"].startswith("/tai-khoan/dang-nhap/")
    assert MAIL not in answer["Location"]
