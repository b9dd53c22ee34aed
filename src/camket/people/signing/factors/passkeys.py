"""Passkeys: added, asked for, checked. The challenge of each ceremony lies in the session of its browser.

The ceremonies are those of django-allauth and of fido2; what goes wrong in them is one refusal in words.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction

from camket.evidence.actions import record
from camket.people.models import Account
from camket.people.signing.factors.checking import count_try, forget_tries
from camket.refusals import NotUnderstood

BROKEN = (ValidationError, ValueError, TypeError, KeyError, AttributeError)


def options_to_add(account: Account) -> dict[str, Any]:
    """What the browser is asked to make: a passkey that names its account, so that it signs in by itself."""
    options: dict[str, Any] = auth.begin_registration(account, passwordless=True)
    return options


@transaction.atomic
def add_passkey(account: Account, answer: str, *, name: str, at: datetime) -> None:
    """Keep the passkey that the browser made. Records `account.factor_added`; raises NotUnderstood."""
    try:
        credential = json.loads(answer)
        auth.complete_registration(credential)
        auth.WebAuthn.add(account, name, credential)
    except BROKEN as error:
        raise _no_passkey() from error
    body = {"kind": "webauthn"}
    record(account.subject, "account.factor_added", at=at, by=account.ref, body=body)


def options_to_check(account: Account | None = None) -> dict[str, Any]:
    """What the browser is asked to show: a passkey of this account, or of whoever has one here."""
    options: dict[str, Any] = auth.begin_authentication(account)
    return options


def check_passkey(answer: str, *, account: Account | None = None, at: datetime) -> Account:
    """Whose passkey it is. Raises NotUnderstood where it is none, or not the given account's."""
    try:
        credential = json.loads(answer)
        owner = account or auth.extract_user_from_response(credential)
    except BROKEN as error:
        raise _no_passkey() from error
    count_try(owner, at=at)
    try:
        row = auth.complete_authentication(owner, credential)
    except BROKEN as error:
        raise _no_passkey() from error
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=at)
    forget_tries(owner)
    account = Account.signing_in().filter(pk=owner.pk, is_active=True).first()
    if account is None:
        raise _no_passkey()
    return account


def _no_passkey() -> NotUnderstood:
    return NotUnderstood(
        "Khóa truy cập này không dùng được ở đây. Xin thử lại, hoặc chọn cách khác.",
        "This passkey cannot be used here. Try again, or choose another way.",
    )
