"""Recovery codes: ten of eight digits, shown once. Only a slow, salted hash of each is kept, and each counts once."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction

from camket.people.models import Account

CODES = 10
DIGITS = 8
SALT_BYTES = 16
KIND = Authenticator.Type.RECOVERY_CODES


def make_codes(account: Account) -> list[str]:
    """New codes, which replace the old."""
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(CODES)]
    salt = os.urandom(SALT_BYTES).hex()
    kept = {"salt": salt, "hashes": [_hashed(code, salt) for code in codes]}
    Authenticator.objects.filter(user=account, type=KIND).delete()
    Authenticator.objects.create(user=account, type=KIND, data=kept)
    return codes


@transaction.atomic
def use_code(account: Account, code: str) -> bool:
    """Whether it is one of the codes; it is used up now. The row is held, so that of two at once one wins."""
    rows = Authenticator.objects.select_for_update().filter(user=account, type=KIND)
    row = rows.first()
    if row is None:
        return False
    typed = _hashed(code, row.data.get("salt", ""))
    left = [one for one in row.data.get("hashes", []) if not hmac.compare_digest(one, typed)]
    if len(left) == len(row.data.get("hashes", [])):
        return False
    row.data["hashes"] = left
    row.save(update_fields=["data"])
    return True


def _hashed(code: str, salt: str) -> str:
    """scrypt, about as slow as a person does not notice."""
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()
