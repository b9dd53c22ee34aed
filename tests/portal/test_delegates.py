"""Somebody acts for the owner of an account with a sign-in of their own: limited, visible, taken back at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Attachment, Case, Message
from camket.clock import HOME_ZONE
from camket.evidence.queries import facts_of
from camket.people.models import Account, Grant
from camket.people.signing.visits import CUSTOMERS
from camket.reports.verification import verify
from camket.vault.models import AccessEntry
from tests.people.signing import letters, words_of
from tests.portal.conftest import MONDAY
from tests.portal.delegating import SON, delegate, huong, invite, owner, show_again, text
from tests.portal.test_account import sign_in

__all__ = ["huong", "owner"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGE = "/tai-khoan/uy-quyen/"


def test_the_invitation_names_nobody_and_opens_nothing(huong: Client, router: Case) -> None:
    invite(huong)
    (letter,) = letters("delegate_invited")
    said = words_of(letter, at=MONDAY)
    assert "/tai-khoan/uy-quyen/" in said
    assert router.number not in said
    assert "Hương" not in said
    stranger = Client()
    sign_in(stranger, "khac@example.vn")
    assert "mời Quý khách" not in text(stranger.get(PAGE))
    grant = Grant.objects.get()
    for verb in ("accepted", "declined", "revoked", "returned"):
        assert stranger.post(f"/account/delegates/{grant.pk}/{verb}/").status_code == 404


def test_who_has_proved_the_invited_point_reads_the_cases_for_the_owner(
    huong: Client, router: Case
) -> None:
    invite(huong)
    minh = Client()
    sign_in(minh, SON)
    assert "Có người mời" in text(minh.get("/tai-khoan/"))
    assert "Nguyễn Thị Thanh Hương mời" in text(minh.get(PAGE))
    assert minh.get(f"/t/{router.number}/-/").status_code == 404
    grant = Grant.objects.get()
    minh.post(f"/account/delegates/{grant.pk}/accepted/")
    listed = text(minh.get(f"/tai-khoan/thay-mat/{grant.pk}/"))
    assert router.number in listed
    page = text(minh.get(f"/t/{router.number}/-/"))
    for shown in (listed, page):
        assert "thay mặt <b>Nguyễn Thị Thanh Hương</b>" in shown
    assert "Bộ phát" in page
    assert tracking_code(router) not in page
    assert "đã nhận lời" in words_of(letters("account_changed")[-1], at=MONDAY)
    entry = AccessEntry.objects.get(about=router.subject, purpose="show_delegate")
    assert entry.by == Account.objects.get(acts_for=grant).ref


@pytest.mark.usefixtures("published")
def test_what_a_delegate_says_is_the_delegates_for_the_owner(
    huong: Client, owner: Account, router: Case
) -> None:
    minh, grant = delegate(huong, may="answer")
    photo = SimpleUploadedFile("bien-nhan.txt", b"bien nhan", "text/plain")
    said = {"text": "Mẹ tôi gửi biên nhận.", "attachments": photo, "key": "mot"}
    assert minh.post(f"/t/{router.number}/-/message/", said).status_code == 302
    assert grant.delegate is not None
    message = Message.objects.get(by=grant.delegate.ref)
    fact = next(f for f in facts_of(router.subject) if f.body.get("message") == str(message.pk))
    assert (fact.body["from"], fact.body["for"]) == (grant.delegate.ref, router.customer.ref)
    acted = facts_of(owner.subject)[-1]
    assert (acted.kind, acted.by) == ("account.delegate_acted", grant.delegate.ref)
    assert (acted.body["for"], acted.body["case"]) == (owner.ref, router.number)
    assert "Người được ủy quyền đã nhắn thêm" in text(huong.get(f"/t/{router.number}/-/"))
    history = text(huong.get("/tai-khoan/lich-su/"))
    assert f"người nhà, {router.number}" in history
    assert "do người được ủy quyền làm" in history
    file = Attachment.objects.get(message=message)
    assert minh.get(f"/t/{router.number}/-/file/{file.pk}/").status_code == 200
    assert verify().fault is None


def test_what_was_taken_back_is_gone_with_the_next_page(huong: Client, router: Case) -> None:
    minh, grant = delegate(huong)
    address = f"/tai-khoan/thay-mat/{grant.pk}/"
    assert minh.get(address).status_code == 200
    huong.post(f"/account/delegates/{grant.pk}/revoked/")
    assert minh.get(address).status_code == 404
    assert minh.get(f"/t/{router.number}/-/").status_code == 404
    assert "thu hồi" in words_of(letters("delegate_ended")[-1], at=MONDAY)
    assert "Thu hồi ủy quyền" in text(huong.get("/tai-khoan/lich-su/"))
    assert huong.post(f"/account/delegates/{grant.pk}/revoked/").status_code == 404


def test_a_delegate_gives_it_back_and_the_owner_is_told(huong: Client, router: Case) -> None:
    minh, grant = delegate(huong)
    assert minh.post(f"/account/delegates/{grant.pk}/returned/").status_code == 302
    assert minh.get(f"/t/{router.number}/-/").status_code == 404
    assert "trả lại ủy quyền" in words_of(letters("account_changed")[-1], at=MONDAY)
    assert "Thôi thay mặt" in text(minh.get("/tai-khoan/lich-su/"))


@pytest.mark.parametrize(("minutes", "status"), [(-1, 200), (0, 404)])
def test_it_ends_with_the_midnight_of_its_last_day(
    huong: Client, router: Case, monkeypatch: pytest.MonkeyPatch, minutes: int, status: int
) -> None:
    invite(huong, until="24/11/2026")
    grant = Grant.objects.get()
    minh = Client()
    sign_in(minh, SON)
    minh.post(f"/account/delegates/{grant.pk}/accepted/")
    last = grant.ends_at + timedelta(minutes=minutes)
    assert f"{grant.ends_at.astimezone(HOME_ZONE):%d %H:%M}" == "25 00:00"
    monkeypatch.setenv("CAMKET_NOW", last.isoformat())
    sign_in(minh, SON)
    assert minh.get(f"/t/{router.number}/-/").status_code == status
    assert minh.get(f"/tai-khoan/thay-mat/{grant.pk}/").status_code == status


def test_an_invitation_waits_a_week(
    huong: Client, router: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(huong)
    grant = Grant.objects.get()
    minh = Client()
    sign_in(minh, SON)
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(days=7)).isoformat())
    sign_in(minh, SON)
    assert minh.post(f"/account/delegates/{grant.pk}/accepted/").status_code == 404
    sign_in(huong)
    assert invite(huong).status_code == 302


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"point": "huong@example.vn"}, "chính Quý khách"),
        ({"point": "khong-phai-thu"}, "chưa đúng"),
        ({"until": ""}, "ngày cuối cùng"),
        ({"until": "22/11/2026"}, "chọn một ngày"),
        ({"until": "24/11/2027"}, "dài nhất"),
        ({"until": "31/12/9999"}, "ngoài lịch"),
    ],
)
def test_what_cannot_be_is_told_in_words(huong: Client, more: dict[str, str], told: str) -> None:
    answer = invite(huong, **more)
    assert answer.status_code in {409, 422}
    assert told in text(answer)
    assert not Grant.objects.exists()


def test_nobody_is_invited_twice_and_strangers_are_not_written_to(huong: Client) -> None:
    invite(huong)
    assert "mời người này" in text(invite(huong))
    for number in range(4):
        assert invite(huong, f"nguoi{number}@example.vn").status_code == 302
    assert invite(huong, "nua@example.vn").status_code == 429
    assert len(letters("delegate_invited")) == 5


def test_inviting_asks_again_who_it_is_and_taking_back_does_not(
    huong: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(huong)
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(minutes=6)).isoformat())
    assert invite(huong, "ai@example.vn")["Location"].startswith("/tai-khoan/xac-nhan-lai/")
    grant = Grant.objects.get()
    assert huong.post(f"/account/delegates/{grant.pk}/revoked/").status_code == 302


def test_who_is_asked_again_comes_back_to_what_was_typed(
    huong: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(minutes=6)).isoformat())
    away = invite(huong, may="answer", until="15/12/2026")["Location"]
    assert away == "/tai-khoan/xac-nhan-lai/?next=%2Ftai-khoan%2Fuy-quyen%2F"
    assert SON not in str(dict(huong.session))
    assert show_again(huong, PAGE) == PAGE
    shown = huong.get(PAGE)
    assert f'value="{SON}"' in text(shown)
    assert shown.context["form"]["may"].value() == "answer"
    assert 'value="15/12/2026"' in text(shown)
    assert "chưa được gửi" in text(shown)
    assert not Grant.objects.exists()
    assert "kept_form" not in huong.session
    assert SON not in text(huong.get(PAGE))


def test_what_was_typed_waits_for_its_owner_alone(
    huong: Client, router: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long = MONDAY + CUSTOMERS.idle + timedelta(minutes=1)
    monkeypatch.setenv("CAMKET_NOW", too_long.isoformat())
    away = invite(huong)["Location"]
    assert away.startswith("/tai-khoan/dang-nhap/?next=%2Ftai-khoan%2Fuy-quyen%2F")
    sign_in(huong, "khac@example.vn")
    assert SON not in text(huong.get(PAGE))


def test_who_signs_in_again_comes_back_to_what_was_typed(
    huong: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long = MONDAY + CUSTOMERS.idle + timedelta(minutes=1)
    monkeypatch.setenv("CAMKET_NOW", too_long.isoformat())
    invite(huong)
    sign_in(huong)
    assert SON in text(huong.get(PAGE))
    assert not Grant.objects.exists()
