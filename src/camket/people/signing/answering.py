"""What a person posted to show a second factor, read the same way wherever it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from camket.people.models import Account
from camket.people.signing.factors.checking import check_typed
from camket.people.signing.factors.passkeys import check_passkey
from camket.people.signing.forms import PasskeyForm, SecondStepForm


def shown(posted: Mapping[str, str], account: Account, *, at: datetime) -> str:
    """Which factor was shown: passkey, app or reserve; empty where none was. Raises a Refusal for a wrong one."""
    passkey, typed = PasskeyForm(posted), SecondStepForm(posted)
    if passkey.is_valid():
        check_passkey(passkey.cleaned_data["credential"], account=account, at=at)
        return "passkey"
    if typed.is_valid():
        kind = check_typed(account, typed.cleaned_data["code"], at=at)
        return "app" if kind == "totp" else "reserve"
    return ""


def second_step_form(posted: Mapping[str, str]) -> SecondStepForm:
    """The form that asks; where it was sent with nothing in it, it says so."""
    return SecondStepForm(posted if "code" in posted else None)
