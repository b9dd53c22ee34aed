"""What is unusual asks the owner “was this you?”, and never does anything by itself."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from camket.cases.models import Case
from camket.evidence.queries import facts_of
from camket.people.models import Account, Signal, Visit
from camket.people.signing.browsers import area_of, network_of
from camket.people.signing.visits import Whence, begin_visit
from camket.vault.actions import blind_index
from tests.people.signing import last_code, letters, words_of
from tests.portal.conftest import MONDAY
from tests.portal.test_account import MAIL, sign_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HOME, NEAR, FAR = "198.51.100.9", "198.51.7.7", "203.0.113.9"


@pytest.fixture
def huong(router: Case) -> Client:
    return comes(HOME)


@pytest.fixture
def account(huong: Client) -> Account:
    return Account.objects.get(staff=None)


def comes(place: str) -> Client:
    """Another device signs in from a place."""
    client = Client(REMOTE_ADDR=place)
    assert sign_in(client).status_code == 302
    return client


def arrives(account: Account, place: str) -> None:
    """The same without a code, of which no more than five an hour are sent to one point."""
    network, area = (
        blind_index("network", network_of(place)),
        blind_index("area", area_of(place)),
    )
    whence = Whence(token_hex(8), "Chrome", network, area)
    begin_visit(SessionStore(), account, whence, how="code", at=MONDAY)


def text(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def kinds() -> list[str]:
    return list(Signal.objects.order_by("pk").values_list("kind", flat=True))


def answers(client: Client, verb: str) -> Any:
    signal = Signal.objects.order_by("pk").last()
    assert signal is not None
    return client.post(f"/account/questions/{signal.pk}/{verb}/")


def test_a_new_device_is_asked_about_on_every_other_one(huong: Client) -> None:
    assert kinds() == []
    other = comes(NEAR)
    assert kinds() == ["new_device"]
    for page in ("", "phien/", "bao-mat/"):
        assert "Có phải Quý khách không?" in text(huong.get(f"/tai-khoan/{page}"))
        assert "Có phải Quý khách không?" not in text(other.get(f"/tai-khoan/{page}"))
    assert answers(other, "mine").status_code == 404
    assert answers(huong, "mine").status_code == 302
    assert "Có phải Quý khách không?" not in text(huong.get("/tai-khoan/"))
    assert "Cho biết một việc lạ là do mình" in text(huong.get("/tai-khoan/lich-su/"))
    assert other.get("/tai-khoan/").status_code == 200


def test_a_no_ends_every_other_session_as_disowning_does(huong: Client, account: Account) -> None:
    huong.post("/account/password/", {"password": "mưa rơi trên mái tôn"})
    thief = comes(NEAR)
    assert answers(huong, "not-mine")["Location"] == "/tai-khoan/bao-mat/"
    assert thief.get("/tai-khoan/").status_code == 302
    assert "Mới được thêm vào tài khoản" in text(huong.get("/tai-khoan/bao-mat/"))
    assert huong.get("/tai-khoan/").status_code == 200
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert "account.disowned" in [fact.kind for fact in facts_of(account.subject)]
    assert answers(huong, "mine").status_code == 404


def test_a_far_place_is_one_that_nobody_came_from_while_another_device_is_there(
    huong: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes(FAR)
    assert kinds() == ["far_place"]
    assert "mạng chưa từng thấy" in words_of(letters("account_changed")[-1], at=MONDAY)
    comes(FAR)
    assert kinds() == ["far_place", "new_device"]
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(hours=2)).isoformat())
    comes("192.0.2.1")
    assert kinds()[2:] == ["new_device"]


def test_four_devices_in_one_household_are_not_many_and_from_two_networks_they_are(
    huong: Client, account: Account
) -> None:
    for _ in range(4):
        arrives(account, HOME)
    assert "many_visits" not in kinds()
    arrives(account, NEAR)
    assert kinds().count("many_visits") == 1
    page = text(huong.get("/tai-khoan/phien/"))
    assert "ủy quyền an toàn hơn đưa mật khẩu" in page
    assert "Không phải tôi" in page
    assert Visit.objects.filter(ended_at=None).count() == 6


def test_many_wrong_codes_ask_the_owner_and_nobody_is_shut_out(
    huong: Client, account: Account
) -> None:
    for _ in range(2):
        stranger = Client(REMOTE_ADDR=FAR)
        stranger.post("/tai-khoan/dang-nhap/", {"point": MAIL})
        wrong = f"{(int(last_code(at=MONDAY)) + 1) % 10**6:06}"
        for _ in range(5):
            stranger.post("/tai-khoan/ma/", {"code": wrong, "point": MAIL})
    assert kinds() == ["many_codes"]
    assert "nhập sai mã" in words_of(letters("account_changed")[-1], at=MONDAY)
    assert huong.get("/tai-khoan/").status_code == 200
    assert comes(HOME).get("/tai-khoan/").status_code == 200
    assert answers(huong, "mine").status_code == 302


def test_the_same_is_not_asked_again_within_a_day(huong: Client, account: Account) -> None:
    for _ in range(6):
        arrives(account, NEAR)
    assert kinds().count("many_visits") == 1


def test_anothers_question_is_not_there(huong: Client, account: Account) -> None:
    comes(NEAR)
    stranger = Client()
    sign_in(stranger, "khac@example.vn")
    for verb in ("mine", "not-mine"):
        assert answers(stranger, verb).status_code == 404
    assert Signal.objects.get().answer == ""


def test_no_network_can_be_read_from_a_visit(huong: Client) -> None:
    assert area_of(HOME) == area_of(NEAR) == "198.51.0.0/16"
    assert area_of("2001:db8:7::1") == "2001:db8::/32"
    assert area_of("?") == ""
    visit = Visit.objects.get()
    assert len(visit.area) == len(visit.network) == 64
