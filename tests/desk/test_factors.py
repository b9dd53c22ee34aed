"""Nobody works at the desk without a second factor; adding one, using it once, and losing it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from django.test import Client

from camket.clock import now
from camket.evidence.queries import facts_of
from camket.ops.actions import OPERATOR, take_factors_back
from camket.people.models import Account, Staff
from camket.people.signing.factors.checking import check_typed
from camket.people.signing.factors.keeping import code_now, new_recovery_codes
from camket.refusals import NotUnderstood, TooManyTries
from tests.desk.conftest import PASSWORD
from tests.people.apps import code_of, give_app, shown_by

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
STEP = "/desk/sign-in/second-step/"


@pytest.fixture
def fresh(linh: Staff) -> Client:
    """Linh on her first day: she has a password and nothing else."""
    client = Client()
    client.post("/desk/sign-in/", {"username": "linh", "password": PASSWORD})
    return client


def test_who_has_no_second_factor_adds_one_before_anything_else(fresh: Client) -> None:
    for page in ("/desk/", "/desk/calls/", "/desk/search/"):
        assert fresh.get(page)["Location"] == "/desk/factors/"
    page = fresh.get("/desk/factors/").content.decode()
    secret = re.sub(
        r"\s", "", re.findall(r'<span class="number secret">([A-Z2-7\s]+)</span>', page)[0]
    )
    sealed = re.findall(r'name="sealed" value="([^"]+)"', page)[0]
    wrong = fresh.post("/desk/factors/app/", {"sealed": sealed, "code": "000000"})
    assert wrong.status_code == 422
    assert secret[:4] in wrong.content.decode()
    words = {"sealed": sealed, "code": shown_by(secret, now())}
    added = fresh.post("/desk/factors/app/", words)
    assert len(re.findall(r"\b\d{4}\s\d{4}\b", added.content.decode())) == 10
    assert fresh.get("/desk/").status_code == 200


def test_a_password_alone_opens_nothing_once_there_is_a_factor(linh: Staff) -> None:
    code_of(linh)
    client = Client()
    client.post("/desk/sign-in/", {"username": "linh", "password": PASSWORD})
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")
    assert client.post(STEP, {"code": "000000"}).status_code == 422
    assert client.post(STEP, {"code": code_of(linh)})["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_the_second_step_waits_ten_minutes(linh: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    code_of(linh)
    client.post("/desk/sign-in/", {"username": "linh", "password": PASSWORD})
    later = now() + timedelta(minutes=11)
    monkeypatch.setattr("camket.desk.views.second_step.now", lambda: later)
    answer = client.post(STEP, {"code": code_of(linh)})
    assert answer["Location"] == "/desk/sign-in/"


def test_a_code_counts_once(linh: Staff) -> None:
    secret = give_app(linh.account)
    at = now()
    check_typed(linh.account, shown_by(secret, at), at=at)
    with pytest.raises(NotUnderstood):
        check_typed(linh.account, shown_by(secret, at), at=at)
    earlier = shown_by(secret, at - timedelta(seconds=30))
    with pytest.raises(NotUnderstood):
        check_typed(linh.account, earlier, at=at)


def test_ten_wrong_codes_are_enough_for_a_quarter_of_an_hour(linh: Staff) -> None:
    secret = give_app(linh.account)
    at = now()
    for _ in range(10):
        with pytest.raises(NotUnderstood):
            check_typed(linh.account, "12345678", at=at)
    with pytest.raises(TooManyTries):
        check_typed(linh.account, shown_by(secret, at), at=at)
    later = at + timedelta(minutes=16)
    assert check_typed(linh.account, shown_by(secret, later), at=later) == "totp"


def test_a_recovery_code_counts_once_and_leaves_a_fact(linh: Staff) -> None:
    give_app(linh.account)
    codes = new_recovery_codes(linh.account, at=now())
    assert check_typed(linh.account, codes[3], at=now()) == "recovery_codes"
    with pytest.raises(NotUnderstood):
        check_typed(linh.account, codes[3], at=now())
    assert facts_of(linh.account.subject)[-1].kind == "account.recovery_used"


def test_new_recovery_codes_end_the_old_ones(linh: Staff) -> None:
    give_app(linh.account)
    old = new_recovery_codes(linh.account, at=now())
    new_recovery_codes(linh.account, at=now())
    with pytest.raises(NotUnderstood):
        check_typed(linh.account, old[0], at=now())


def test_secrets_are_sealed_for_their_account_alone(linh: Staff, vinh: Staff) -> None:
    secret = give_app(linh.account)
    new_recovery_codes(linh.account, at=now())
    give_app(vinh.account)
    kept = [str(row.data) for row in Authenticator.objects.all()]
    assert not any(secret in row for row in kept)
    hers = Authenticator.objects.get(user=linh.account, type="totp")
    Authenticator.objects.filter(user=vinh.account).update(data=hers.data)
    with pytest.raises(InvalidTag):
        code_now(Account.objects.get(pk=vinh.account_id), at=now())


def test_the_last_factor_of_a_member_of_staff_stays(
    signed_in: Callable[[Staff], Client], linh: Staff
) -> None:
    give_app(linh.account)
    row = Authenticator.objects.get(user=linh.account)
    desk = signed_in(linh)
    assert desk.post(f"/desk/factors/{row.pk}/removal/").status_code == 403
    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_anothers_factor_does_not_exist(
    signed_in: Callable[[Staff], Client], linh: Staff, vinh: Staff
) -> None:
    give_app(vinh.account)
    row = Authenticator.objects.get(user=vinh.account)
    assert signed_in(linh).post(f"/desk/factors/{row.pk}/removal/").status_code == 404


def test_who_has_lost_the_phone_begins_again(linh: Staff) -> None:
    give_app(linh.account)
    take_factors_back("linh", by=OPERATOR, at=now())
    client = Client()
    client.post("/desk/sign-in/", {"username": "linh", "password": PASSWORD})
    assert client.get("/desk/")["Location"] == "/desk/factors/"
    assert facts_of(linh.subject)[-2].kind == "staff.factors_taken_back"


def test_a_secret_signed_for_somebody_else_is_refused(
    fresh: Client, vinh: Staff, signed_in: Callable[[Staff], Client]
) -> None:
    page = signed_in(vinh).get("/desk/factors/").content.decode()
    sealed = re.findall(r'name="sealed" value="([^"]+)"', page)[0]
    assert fresh.post("/desk/factors/app/", {"sealed": sealed, "code": "1"}).status_code == 422
