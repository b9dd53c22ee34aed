"""Signing in: what a password may be, what a session is named by, and what was signed for whom."""

from __future__ import annotations

import re
import ssl
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client, override_settings

from camket.clock import now
from camket.config.accounts import PASSWORD_HASHERS
from camket.people.models import Account, Staff, Visit
from camket.people.rules import CODE_DIGITS, new_code
from camket.people.signing.forms import SALT, read_secret, signed_secret
from camket.people.signing.passwords import CUSTOMERS_LEAST, STAFF_LEAST, check_strength
from camket.people.signing.visits import COOKIE
from camket.portal.begun import COOKIE as BEGUN
from camket.refusals import NotUnderstood
from camket.ui.models import Tries
from camket.vault.actions import new_compartments
from camket.vault.actions.sealing import data_keys_of
from camket.vault.keys import NAMES, load_keys
from camket.vault.rules import CompartmentKind
from tests.portal.conftest import MONDAY
from tests.security.house import Owner, signed_in
from tests.security.test_code import templates

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LONG = "mưa rơi trên mái tôn " * 6


def test_a_desk_begins_without_anybody() -> None:
    assert not Account.objects.exists()
    assert not Staff.objects.exists()


def test_a_short_password_is_refused() -> None:
    for least in (CUSTOMERS_LEAST, STAFF_LEAST):
        with pytest.raises(NotUnderstood):
            check_strength("mưa rơi trên mái tôn"[: least - 1], least=least)
    assert CUSTOMERS_LEAST >= 8
    assert STAFF_LEAST >= 15


@pytest.mark.parametrize(
    "password", ["mua roi tren mai", "mưarơitrênmáitôn", "🌧️🌧️🌧️ mái tôn 🌧️", LONG[:120]]
)
def test_any_signs_do_and_so_do_a_hundred(password: str) -> None:
    check_strength(password, least=STAFF_LEAST if len(password) >= 15 else CUSTOMERS_LEAST)


@pytest.mark.parametrize(
    "known", ["password1", "12345678", "qwertyuiop", "iloveyou1", "mitgroup1", "camket123"]
)
def test_what_was_found_in_breaches_or_names_the_house_is_refused(known: str) -> None:
    with pytest.raises(NotUnderstood):
        check_strength(known, least=CUSTOMERS_LEAST)


def test_a_password_is_checked_as_it_was_typed() -> None:
    account = Account.objects.begin(password=f" {LONG[:100]} ", at=MONDAY)
    assert account.check_password(f" {LONG[:100]} ")
    for other in (LONG[:100], f" {LONG[:99]} ", f" {LONG[:100]} ".upper()):
        assert not account.check_password(other)


def test_a_password_lasts_until_its_owner_changes_it() -> None:
    account = Account.objects.begin(password=LONG[:40], at=MONDAY - timedelta(days=2000))
    assert Account.objects.get(pk=account.pk).check_password(LONG[:40])
    named = {field.name for field in Account._meta.get_fields()}
    assert not any("expire" in name or "password_until" in name for name in named)


def test_a_password_is_kept_as_argon2_with_work_that_slows_a_thief() -> None:
    with override_settings(PASSWORD_HASHERS=PASSWORD_HASHERS):
        kept = Account.objects.begin(password=LONG[:40], at=MONDAY).password
    found = re.match(r"argon2\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$", kept)
    assert found
    assert int(found[1]) >= 19 * 1024  # KiB, and two turns: the least that OWASP names
    assert int(found[2]) >= 2


def test_every_field_of_a_password_hides_it_and_helps_programs_that_remember() -> None:
    for place in ("/tai-khoan/mat-khau/", "/desk/sign-in/"):
        page = Client().get(place).content.decode()
        (field,) = re.findall(r'<input[^>]*name="password"[^>]*>', page)
        assert 'type="password"' in field
        assert 'autocomplete="current-password"' in field


def test_nobody_is_asked_a_question_of_memory() -> None:
    asked = [
        name
        for name, text in templates()
        if re.search(r"câu hỏi bí mật|security question|mother", text)
    ]
    assert asked == []


def test_a_code_has_six_random_digits() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) > 190
    assert {len(code) for code in codes} == {CODE_DIGITS} == {6}


def test_what_names_a_session_a_device_or_a_form_cannot_be_guessed(huong: Owner) -> None:
    engine = import_module(settings.SESSION_ENGINE)
    keys = {engine.SessionStore()._get_new_session_key() for _ in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {32}
    assert len(huong.client.cookies[BEGUN].value) >= 22
    answer = Client().get("/lien-he/")
    assert COOKIE not in answer.cookies


def test_a_session_that_was_signed_out_opens_nothing_any_more(huong: Owner) -> None:
    kept = huong.client.cookies[settings.SESSION_COOKIE_NAME].value
    huong.client.post("/tai-khoan/dang-xuat/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get("/tai-khoan/").status_code == 302
    assert Visit.objects.get(pk=huong.account.visits.order_by("pk")[0].pk).ended_at is not None


def test_ending_a_session_asks_again_who_it_is(
    huong: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_NOW", (MONDAY + timedelta(minutes=6)).isoformat())
    for place in ("others/ended", f"{huong.objects['session']}/ended"):
        answer = huong.client.post(f"/account/sessions/{place}/")
        assert answer["Location"].startswith("/tai-khoan/xac-nhan-lai/")
    assert huong.account.visits.filter(ended_at=None).count() == 2


def test_what_a_page_signed_is_believed_for_its_owner_use_and_time_alone(
    huong: Owner, khanh: Owner
) -> None:
    signed = signed_secret(huong.account, "JBSWY3DPEHPK3PXP")
    assert read_secret(huong.account, signed) == "JBSWY3DPEHPK3PXP"
    other_use = signing.dumps([huong.account.ref, "X"], salt="camket.other")
    other_key = signing.dumps([huong.account.ref, "X"], key="k" * 50, salt=SALT)
    for wrong in (
        signed[:-1] + ("A" if signed[-1] != "A" else "B"),
        other_use,
        other_key,
        "",
        "none.x.y",
    ):
        with pytest.raises(NotUnderstood):
            read_secret(huong.account, wrong)
    with pytest.raises(NotUnderstood):
        read_secret(khanh.account, signed)


def test_what_a_page_signed_runs_out(huong: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = signed_secret(huong.account, "X")
    monkeypatch.setattr("time.time", lambda: now().timestamp() + 10**9)
    with pytest.raises(NotUnderstood):
        read_secret(huong.account, signed)


def test_looking_at_a_page_signs_nobody_in(huong: Owner) -> None:
    known = Visit.objects.count()
    for place in ("/tai-khoan/dang-nhap/", "/tai-khoan/ma/", "/desk/sign-in/", "/tai-khoan/"):
        Client().get(place)
    assert Visit.objects.count() == known


def test_what_we_ask_over_tls_is_asked_of_whom_it_is_meant_for() -> None:
    context = ssl.create_default_context()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    weak = [
        one["name"]
        for one in context.get_ciphers()
        if re.search("RC4|3DES|NULL|EXP|MD5", one["name"])
    ]
    assert weak == []


def test_two_devices_may_be_signed_in_at_once(huong: Owner) -> None:
    another = signed_in(huong.account, device="may-ba")
    assert another.get("/tai-khoan/").status_code == 200
    assert huong.client.get("/tai-khoan/").status_code == 200
    assert not Tries.objects.exists()


def test_every_key_has_256_bits() -> None:
    made = load_keys(settings.CAMKET_KEYS)
    assert {len(getattr(made, name)) for name in NAMES} == {32}
    (compartment,) = new_compartments([(CompartmentKind.CASE, "KH-X")], at=MONDAY)
    assert {len(key) for key in data_keys_of([compartment.id]).values()} == {32}


def test_who_gets_codes_is_told_that_others_may_read_them_and_what_is_stronger(
    huong: Owner,
) -> None:
    page = huong.client.get("/tai-khoan/bao-mat/").content.decode().replace("\u00a0", " ")
    assert "có thể bị người khác đọc" in page
    assert "Thêm khóa truy cập" in page
