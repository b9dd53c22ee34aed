"""What was found in django-allauth's source (docs/decisions/0013): each finding, and that it does no harm here.

The races stand in `test_races.py`, the sealing and the counting of tries in `tests/desk/test_factors.py`.
"""

from __future__ import annotations

import re

import pytest
from allauth.account import app_settings as account_settings
from allauth.account.models import EmailAddress
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import LazySettings
from django.db import connection
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from camket.clock import now
from camket.people.models import Account
from camket.people.signing.factors.keeping import new_recovery_codes
from camket.people.signing.factors.sealing import secrets_of
from camket.ui.limits import address
from tests.people.apps import give_app


def routed(resolver: URLResolver | None = None) -> list[str]:
    """The module of every view that an address leads to."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(pattern.callback.__module__)
        else:
            found += routed(pattern)
    return found


@pytest.mark.django_db(databases=["default", "keys"])
def test_1_a_secret_is_never_kept_as_it_is() -> None:
    account = Account.objects.begin(at=now())
    with pytest.raises(LookupError):
        get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    with secrets_of(account, at=now()):
        kept = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
        assert "JBSWY3DP" not in kept
        assert get_adapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_2_no_code_lasts_longer_than_ten_minutes() -> None:
    assert account_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT <= 600
    assert account_settings.PHONE_VERIFICATION_TIMEOUT <= 600
    assert account_settings.LOGIN_BY_CODE_TIMEOUT <= 600
    assert account_settings.PASSWORD_RESET_BY_CODE_TIMEOUT <= 600


def test_3_what_is_sensitive_asks_again() -> None:
    assert account_settings.REAUTHENTICATION_REQUIRED is True
    assert account_settings.REAUTHENTICATION_TIMEOUT <= 300
    from camket.portal.urls import urlpatterns  # noqa: PLC0415 - the addresses, once all is loaded

    names = "security factor_app factor_passkey recovery_codes factor_removed password "
    names += "point_added point_proved point_removed point_chosen"
    pages = {p.name: getattr(p.callback, "is_sensitive", False) for p in urlpatterns}
    assert [name for name in names.split() if not pages[name]] == []


def test_4_a_used_code_is_remembered_in_a_row_and_not_in_a_cache_of_one_process() -> None:
    assert {"totp_used", "tries", "tries_since"} <= {
        field.name for field in Account._meta.get_fields()
    }


def test_6_recovery_codes_are_shown_once() -> None:
    assert mfa_settings.RECOVERY_CODES_SHOW_ONCE is True


@pytest.mark.django_db(databases=["default", "keys"])
def test_6_recovery_codes_are_kept_as_slow_salted_hashes() -> None:
    account = Account.objects.begin(at=now())
    give_app(account)
    first = new_recovery_codes(account, at=now())
    kept = Authenticator.objects.get(user=account, type="recovery_codes").data
    assert set(kept) == {"salt", "hashes"}
    assert len(bytes.fromhex(kept["salt"])) == 16
    assert not any(code in str(kept) for code in first)
    assert len({len(one) for one in kept["hashes"]} | {128}) == 1
    new_recovery_codes(account, at=now())
    assert (
        Authenticator.objects.get(user=account, type="recovery_codes").data["salt"] != kept["salt"]
    )


@pytest.mark.parametrize(
    ("proxies", "told", "place"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "forged, 203.0.113.9", "203.0.113.9"),
        (2, "forged, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_7_a_proxy_of_ours_is_believed_and_nothing_that_was_said_before_it(
    settings: LazySettings, proxies: int, told: str, place: str
) -> None:
    settings.CAMKET_PROXIES = proxies
    assert address(RequestFactory(headers={"x-forwarded-for": told}).get("/")) == place


def test_8_there_is_no_admin() -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert not any("admin" in module for module in routed())


def test_none_of_its_own_pages_is_routed() -> None:
    assert [module for module in routed() if module.startswith("allauth")] == []


def test_10_passkeys_are_on() -> None:
    assert set(mfa_settings.SUPPORTED_TYPES) == {"totp", "recovery_codes", "webauthn"}
    assert mfa_settings.WEBAUTHN_USER_VERIFICATION == "required"


@pytest.mark.django_db
def test_no_table_of_accounts_has_a_column_for_a_clear_address() -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in {"people", "mfa"}]
    columns = {field.name for model in ours for field in model._meta.concrete_fields}
    assert not {name for name in columns if re.search("mail|phone|address|ip$", name)}
    assert not EmailAddress.objects.exists()
    assert "account_emailaddress" in connection.introspection.table_names()
