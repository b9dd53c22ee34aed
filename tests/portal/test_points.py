"""Contact points of an account: proved before use, corrected, chosen, removed; and the old address is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from camket.cases.models import Case
from camket.evidence.queries import facts_of
from camket.intake.models import Begun
from camket.notices.models import Delivery
from camket.notices.rules import DeliveryState
from camket.people.models import Account, ContactPoint
from camket.people.signing.points import points_of
from tests.people.signing import last_code, letters, words_of
from tests.portal.conftest import MONDAY
from tests.portal.delegating import show_again
from tests.portal.test_account import sign_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGE = "/tai-khoan/lien-lac/"
NEW = "huong.moi@example.vn"


@pytest.fixture
def huong(router: Case) -> Client:
    client = Client()
    sign_in(client)
    return client


@pytest.fixture
def account(huong: Client) -> Account:
    return Account.objects.get(staff=None)


def mail_of(account: Account) -> ContactPoint:
    return next(point for point in points_of(account) if point.kind == "mail")


def add(client: Client, point: str = NEW, **more: str) -> Any:
    asked = client.post("/account/points/added/", {"point": point, **more})
    assert asked.status_code == 200
    words = {"code": last_code(at=MONDAY), "point": point}
    return client.post("/account/points/proved/", words)


def text(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_the_page_names_each_point_and_says_which_is_proved(huong: Client) -> None:
    page = text(huong.get(PAGE))
    assert "huong@example.vn" in page
    assert "0901 000 217" in page
    assert "chưa xác nhận" in page


def test_a_point_is_the_account_s_only_once_it_is_proved(huong: Client, account: Account) -> None:
    huong.post("/account/points/added/", {"point": NEW})
    assert len(points_of(account)) == 2
    wrong = f"{(int(last_code(at=MONDAY)) + 1) % 10**6:06}"
    answer = huong.post("/account/points/proved/", {"code": wrong, "point": NEW})
    assert answer.status_code == 422
    assert len(points_of(account)) == 2
    huong.post("/account/points/proved/", {"code": last_code(at=MONDAY), "point": NEW})
    assert len(points_of(account)) == 3
    (letter,) = letters("account_changed")[:1]
    assert "được thêm vào tài khoản" in words_of(letter, at=MONDAY)


def test_a_wrong_one_is_corrected_and_the_old_address_is_told(
    huong: Client, account: Account
) -> None:
    old = mail_of(account)
    add(huong, instead_of=str(old.pk))
    assert [p.kind for p in points_of(account) if p.proved_at] == ["mail"]
    assert mail_of(account) != old
    told = [
        letter
        for letter in letters("account_changed")
        if letter.contact_point == old and "được bỏ khỏi" in words_of(letter, at=MONDAY)
    ]
    assert len(told) == 1
    kinds = [fact.kind for fact in facts_of(account.subject)]
    assert "account.contact_added" in kinds
    assert "account.contact_removed" in kinds


def test_the_last_proved_one_stays(huong: Client, account: Account) -> None:
    only = mail_of(account)
    assert huong.post(f"/account/points/{only.pk}/removed/").status_code == 403
    add(huong)
    assert huong.post(f"/account/points/{only.pk}/removed/").status_code == 302
    only.refresh_from_db()
    assert only.removed_at == MONDAY


def test_open_cases_answer_where_their_owner_chose(
    huong: Client, account: Account, router: Case
) -> None:
    add(huong)
    new = next(p for p in points_of(account) if p.kind == "mail" and p != mail_of(account))
    huong.post(f"/account/points/{new.pk}/chosen/")
    router.refresh_from_db()
    assert router.answer_at == new
    huong.post(f"/account/points/{new.pk}/removed/")
    router.refresh_from_db()
    assert router.answer_at == mail_of(account)


def test_what_was_only_claimed_is_not_chosen(huong: Client, account: Account) -> None:
    phone = next(point for point in points_of(account) if point.kind == "phone")
    assert huong.post(f"/account/points/{phone.pk}/chosen/").status_code == 409


def test_after_a_year_it_is_asked_whether_it_is_still_theirs(
    huong: Client, account: Account
) -> None:
    assert "vẫn là của Quý khách" not in text(huong.get(PAGE))
    ContactPoint.objects.filter(kind="mail").update(proved_at=MONDAY - timedelta(days=366))
    assert "Đã 6 tháng chưa xác nhận lại" in text(huong.get(PAGE))
    assert "huong@example.vn" in text(huong.get("/tai-khoan/"))
    confirmed = {"confirm": str(mail_of(account).pk), "point": ""}
    huong.post("/account/points/added/", confirmed)
    huong.post("/account/points/proved/", {"code": last_code(at=MONDAY)})
    assert "vẫn là của Quý khách" not in text(huong.get(PAGE))


def test_a_letter_that_came_back_is_asked_about(huong: Client, account: Account) -> None:
    rows = Delivery.objects.filter(contact_point=mail_of(account), notice__letter="code")
    rows.update(state=DeliveryState.BOUNCED, ended_at=MONDAY + timedelta(minutes=1))
    assert "không đến nơi" in text(huong.get(PAGE))


def test_anothers_point_does_not_exist(huong: Client, account: Account) -> None:
    stranger = Client()
    sign_in(stranger, "khac@example.vn")
    point = mail_of(account)
    for verb in ("removed", "chosen"):
        assert stranger.post(f"/account/points/{point.pk}/{verb}/").status_code == 404
    asked = stranger.post("/account/points/added/", {"confirm": str(point.pk), "point": ""})
    assert asked.status_code == 404


def test_one_that_is_anothers_comes_without_cases(huong: Client, router: Case) -> None:
    stranger = Client()
    sign_in(stranger, "khac@example.vn")
    add(stranger, "huong@example.vn")
    assert router.number not in text(stranger.get("/tai-khoan/"))
    assert router.number in text(huong.get("/tai-khoan/"))


def test_who_is_asked_again_comes_back_to_the_new_address(
    huong: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(minutes=6)).isoformat())
    old = mail_of(account)
    words = {"point": NEW, "instead_of": str(old.pk)}
    away = huong.post("/account/points/added/", words)["Location"]
    assert away.endswith("?next=%2Ftai-khoan%2Flien-lac%2F")
    assert show_again(huong, PAGE) == PAGE
    page = text(huong.get(PAGE))
    assert f'value="{NEW}"' in page
    assert f'value="{old.pk}" selected' in page


def test_a_code_that_came_late_still_has_its_field(
    huong: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    huong.post("/account/points/added/", {"point": NEW})
    code = last_code(at=MONDAY)
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(minutes=6)).isoformat())
    there = "/account/points/proved/"
    away = huong.post(there, {"code": code, "point": NEW})["Location"]
    assert away.endswith("?next=%2Faccount%2Fpoints%2Fproved%2F")
    assert show_again(huong, there) == there
    page = text(huong.get(there))
    assert f"<b>{NEW}</b>" in page
    assert code not in page
    huong.post(there, {"code": code, "point": NEW})
    assert len(points_of(account)) == 3
    assert huong.get(there)["Location"] == PAGE


@pytest.mark.parametrize("verb", ["removed", "chosen"])
def test_each_press_leads_back_to_the_page_that_it_is_on(
    huong: Client, account: Account, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(minutes=6)).isoformat())
    away = huong.post(f"/account/points/{mail_of(account).pk}/{verb}/")["Location"]
    assert away.endswith("?next=%2Ftai-khoan%2Flien-lac%2F")
    ended = huong.post("/account/sessions/others/ended/")["Location"]
    assert ended.endswith("?next=%2Ftai-khoan%2Fphien%2F")
    password = huong.post("/account/password/", {"password": "mưa rơi trên mái tôn"})["Location"]
    assert password.endswith("?next=%2Ftai-khoan%2Fbao-mat%2F")
    assert not Begun.objects.exists()
