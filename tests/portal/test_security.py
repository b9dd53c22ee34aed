"""What keeps an account safe: second steps, a password, sessions that end, and being told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from camket.cases.models import Case
from camket.evidence.queries import facts_of
from camket.people.models import Account, Visit
from camket.people.signing.factors.checking import has_factor
from camket.portal.sending import send
from tests.people.apps import give_app, shown_by
from tests.people.signing import asks, last_code, letters, words_of
from tests.portal.conftest import MONDAY, answers
from tests.portal.test_account import MAIL, sign_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGES = ("/tai-khoan/bao-mat/", "/tai-khoan/phien/", "/tai-khoan/lich-su/")
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture
def huong(router: Case) -> Client:
    client = Client()
    sign_in(client)
    return client


@pytest.fixture
def account(huong: Client) -> Account:
    return Account.objects.get(staff=None)


def later(monkeypatch: pytest.MonkeyPatch, **much: float) -> None:
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(**much)).isoformat())


def text(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_a_code_that_was_sent_is_not_enough_where_there_is_an_app(account: Account) -> None:
    secret = give_app(account, at=MONDAY)
    client = Client()
    asked = sign_in(client)
    assert asked.status_code == 200
    assert "Bước xác nhận thứ hai" in text(asked)
    assert client.get("/tai-khoan/").status_code == 302
    assert client.post("/tai-khoan/buoc-hai/", {"code": "000000"}).status_code == 422
    code = shown_by(secret, MONDAY)
    assert client.post("/tai-khoan/buoc-hai/", {"code": code})["Location"] == "/tai-khoan/"
    assert client.get("/tai-khoan/").status_code == 200


def test_an_app_is_added_and_brings_recovery_codes_that_are_shown_once(
    huong: Client, account: Account
) -> None:
    page = huong.get("/tai-khoan/bao-mat/").content.decode()
    secret = re.sub(
        r"\s", "", re.findall(r'<span class="number secret">([A-Z2-7\s]+)</span>', page)[0]
    )
    sealed = re.findall(r'name="sealed" value="([^"]+)"', page)[0]
    words = {"sealed": sealed, "code": shown_by(secret, MONDAY)}
    codes = re.findall(r"\b\d{4} \d{4}\b", text(huong.post("/account/factors/app/", words)))
    assert len(codes) == 10
    assert codes[0] not in text(huong.get("/tai-khoan/bao-mat/"))
    client = Client()
    sign_in(client)
    assert client.post("/tai-khoan/buoc-hai/", {"code": codes[0]}).status_code == 302
    assert [words_of(letter, at=MONDAY).count("dự phòng") for letter in letters("account_changed")]


def test_a_password_signs_in_and_is_never_needed(huong: Client, account: Account) -> None:
    answer = huong.post("/account/password/", {"password": "mưa rơi trên mái tôn"})
    assert answer.status_code == 302
    decomposed = "mưa rơi trên mái tôn".encode().decode()
    client = Client()
    words = {"point": MAIL, "password": decomposed}
    assert client.post("/tai-khoan/mat-khau/", words)["Location"] == "/tai-khoan/"
    wrong = Client().post("/tai-khoan/mat-khau/", {"point": MAIL, "password": "sai mất rồi"})
    unknown = Client().post("/tai-khoan/mat-khau/", {"point": "x@y.vn", "password": "sai mất rồi"})
    assert wrong.status_code == unknown.status_code == 403
    assert sign_in(Client())["Location"] == "/tai-khoan/"


@pytest.mark.parametrize("weak", ["ngan", "12345678", "password1", "mitgroup1", "camket123"])
def test_a_password_that_anybody_would_try_is_refused(huong: Client, weak: str) -> None:
    answer = huong.post("/account/password/", {"password": weak})
    assert answer.status_code == 422


def changed(client: Client, present: str, password: str) -> Any:
    words = {"present_password": present, "password": password}
    return client.post("/account/password/", words)


def test_who_changes_a_password_types_the_present_one_too(huong: Client, account: Account) -> None:
    old, new = "mưa rơi trên mái tôn", "nắng lên trên đồi chè"
    assert "present_password" not in text(huong.get("/tai-khoan/bao-mat/"))
    huong.post("/account/password/", {"password": old})
    assert 'name="present_password"' in text(huong.get("/tai-khoan/bao-mat/"))
    phone = Client(headers={"user-agent": ANDROID})
    sign_in(phone)
    for wrong in ("", "sai mất rồi", new):
        answer = changed(huong, wrong, new)
        assert answer.status_code in {403, 422}
        assert "Mật khẩu hiện tại không đúng" in text(answer) or "Xin nhập mật khẩu" in text(answer)
    assert huong.post("/account/password/", {"password": new}).status_code == 422
    assert changed(huong, old, old).status_code == 422
    account.refresh_from_db()
    assert account.check_password(old)
    assert phone.get("/tai-khoan/").status_code == 200
    assert changed(huong, old, new)["Location"] == "/tai-khoan/bao-mat/"
    account.refresh_from_db()
    assert account.check_password(new)
    assert phone.get("/tai-khoan/").status_code == 302
    assert huong.get("/tai-khoan/").status_code == 200


def test_whoever_sits_at_an_open_session_cannot_guess_the_password_on(huong: Client) -> None:
    huong.post("/account/password/", {"password": "mưa rơi trên mái tôn"})
    for _ in range(10):
        assert changed(huong, "sai mất rồi", "nắng lên trên đồi chè").status_code == 403
    late = changed(huong, "mưa rơi trên mái tôn", "nắng lên trên đồi chè")
    assert late.status_code == 429


def test_a_forgotten_password_is_given_up_by_who_shows_more_than_it(
    huong: Client, account: Account
) -> None:
    huong.post("/account/password/", {"password": "mưa rơi trên mái tôn"})
    client = Client()
    client.post("/tai-khoan/mat-khau/", {"point": MAIL, "password": "mưa rơi trên mái tôn"})
    away = client.post("/account/password/forgotten/")["Location"]
    assert away.startswith("/tai-khoan/xac-nhan-lai/")
    account.refresh_from_db()
    assert account.has_usable_password()
    assert huong.post("/account/password/forgotten/")["Location"] == "/tai-khoan/bao-mat/"
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert client.get("/tai-khoan/").status_code == 302
    assert "báo quên" in words_of(letters("account_changed")[-1], at=MONDAY)
    assert "Bỏ mật khẩu đã quên" in text(huong.get("/tai-khoan/lich-su/"))
    again = huong.post("/account/password/", {"password": "nắng lên trên đồi chè"})
    assert again.status_code == 302


def test_what_is_sensitive_asks_again_after_five_minutes(
    huong: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert huong.get("/tai-khoan/bao-mat/").status_code == 200
    later(monkeypatch, minutes=6)
    assert huong.get("/tai-khoan/").status_code == 200
    away = huong.get("/tai-khoan/bao-mat/")["Location"]
    assert away.startswith("/tai-khoan/xac-nhan-lai/")
    key = re.findall(r'name="send" value="([^"]+)"', huong.get(away).content.decode())[0]
    before = huong.session.session_key
    huong.post("/tai-khoan/xac-nhan-lai/", {"send": key})
    words = {"code": last_code(at=MONDAY), "next": "/tai-khoan/bao-mat/"}
    assert huong.post("/tai-khoan/xac-nhan-lai/", words)["Location"] == "/tai-khoan/bao-mat/"
    assert huong.session.session_key != before
    assert huong.get("/tai-khoan/bao-mat/").status_code == 200


@pytest.mark.parametrize(("much", "status"), [({"hours": 11}, 200), ({"hours": 13}, 302)])
def test_a_visit_ends_when_nobody_was_there_for_half_a_day(
    huong: Client, monkeypatch: pytest.MonkeyPatch, much: dict[str, float], status: int
) -> None:
    later(monkeypatch, **much)
    assert huong.get("/tai-khoan/").status_code == status


def test_a_visit_ends_after_thirty_days_however_busy(
    huong: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses = []
    for halves in range(1, 62):
        later(monkeypatch, hours=12 * halves - 0.5 * halves)
        statuses.append(huong.get("/tai-khoan/phien/").status_code)
    assert statuses[0] == 200
    assert Visit.objects.get().seen_at < MONDAY + timedelta(days=30)


def test_the_sessions_are_listed_and_one_or_all_are_ended(huong: Client, account: Account) -> None:
    phone = Client(headers={"user-agent": ANDROID}, REMOTE_ADDR="198.51.100.9")
    sign_in(phone)
    page = text(huong.get("/tai-khoan/phien/"))
    assert "Chrome, Android" in page
    assert "từ một mạng khác" in page
    hers = account.visits.order_by("-pk").first()
    assert hers is not None
    huong.post(f"/account/sessions/{hers.pk}/ended/")
    assert phone.get("/tai-khoan/").status_code == 302
    assert huong.get("/tai-khoan/").status_code == 200
    sign_in(phone)
    huong.post("/account/sessions/others/ended/")
    assert phone.get("/tai-khoan/").status_code == 302


def test_that_was_not_me_ends_everything_else_and_tells(huong: Client, account: Account) -> None:
    huong.post("/account/password/", {"password": "mưa rơi trên mái tôn"})
    thief = Client(headers={"user-agent": ANDROID})
    sign_in(thief)
    theirs = account.visits.order_by("-pk").first()
    assert theirs is not None
    answer = huong.post(f"/account/sessions/{theirs.pk}/disowned/")
    assert answer["Location"] == "/tai-khoan/bao-mat/"
    assert thief.get("/tai-khoan/").status_code == 302
    assert huong.get("/tai-khoan/").status_code == 200
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert facts_of(account.subject)[-2].kind == "account.disowned"
    assert "không phải của mình" in words_of(letters("account_changed")[-1], at=MONDAY)


def test_anothers_session_does_not_exist(huong: Client, account: Account) -> None:
    stranger = Client()
    sign_in(stranger, "khac@example.vn")
    visit = account.visits.get()
    for verb in ("ended", "disowned"):
        assert stranger.post(f"/account/sessions/{visit.pk}/{verb}/").status_code == 404
    assert huong.get("/tai-khoan/").status_code == 200


def test_a_new_device_is_told_and_a_known_one_is_not(huong: Client) -> None:
    assert letters("account_changed") == []
    huong.post("/tai-khoan/dang-xuat/")
    sign_in(huong)
    assert letters("account_changed") == []
    sign_in(Client(headers={"user-agent": ANDROID}))
    (letter,) = letters("account_changed")
    assert "thiết bị mới (Chrome, Android)" in words_of(letter, at=MONDAY)


def test_a_closed_account_has_no_session(huong: Client, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert huong.get("/tai-khoan/").status_code == 302


def test_the_history_says_in_words_what_happened(huong: Client) -> None:
    huong.post("/account/password/", {"password": "mưa rơi trên mái tôn"})
    page = text(huong.get("/tai-khoan/lich-su/"))
    for words in ("Mở tài khoản", "Đăng nhập", "Đặt mật khẩu", "Xác nhận một địa chỉ liên lạc"):
        assert words in page
    assert "account." not in page


def test_no_address_of_the_network_is_kept(huong: Client) -> None:
    sign_in(Client(REMOTE_ADDR="198.51.100.9"))
    rows = [
        str(getattr(visit, field.attname))
        for visit in Visit.objects.all()
        for field in visit._meta.concrete_fields
    ]
    assert not any("198.51" in value for value in rows)


def test_every_page_of_an_account_is_its_owners_alone(huong: Client) -> None:
    for page in PAGES:
        assert huong.get(page).status_code == 200
        assert Client().get(page)["Location"].startswith("/tai-khoan/dang-nhap/")
    assert not has_factor(Account.objects.get(staff=None))


def test_a_number_that_a_stranger_wrote_beside_her_address_does_not_answer_for_her(
    huong: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CAMKET_SMS_URL = "https://tin-nhan.invalid/"
    stranger = answers(name="Kẻ Lạ", phone="0909 000 111", key="x", story="Hỏi thăm chút.")
    send(stranger, language="vi", at=MONDAY)
    later(monkeypatch, minutes=6)
    assert huong.get("/tai-khoan/bao-mat/").status_code == 302
    at = MONDAY + timedelta(minutes=6)
    for name in ("proof", "again"):
        proof, code = asks("0909 000 111", at=at, place=f"198.51.100.{len(name)}")
        session = huong.session
        session[name] = str(proof.pk)
        session.save()
        answer = huong.post("/tai-khoan/xac-nhan-lai/", {"code": code})
        assert answer.status_code in {200, 422}
        assert huong.get("/tai-khoan/bao-mat/").status_code == 302
