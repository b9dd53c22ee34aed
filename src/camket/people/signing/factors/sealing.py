"""Where the secrets of factors lie: sealed for the account whose they are, and for no other.

django-allauth asks its adapter to encrypt a text without saying whose it is. So an account is named around each
call, and a secret that somebody copied to another account does not open there.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from camket.people.models import Account
from camket.vault.actions import new_compartments, purpose, sealer_for
from camket.vault.rules import CompartmentKind, Purpose

SECRET = "mfa.authenticator.secret"  # noqa: S105 - the name of a place
_whose: ContextVar[tuple[Account, datetime]] = ContextVar("whose")


@contextmanager
def secrets_of(account: Account, *, at: datetime) -> Iterator[None]:
    """What is encrypted and decrypted within is this account's."""
    token = _whose.set((account, at))
    try:
        yield
    finally:
        _whose.reset(token)


def encrypt(text: str) -> str:
    """Seal a secret. Raises LookupError where nobody said whose it is."""
    account, at = _whose.get()
    compartment = _compartment(account, at=at)
    sealed = sealer_for([compartment]).seal(compartment, SECRET, account.id, text)
    return base64.b64encode(sealed.value).decode()


def decrypt(sealed: str) -> str:
    """Open a secret; it leaves an access entry. Raises LookupError, or InvalidTag for one of another account."""
    account, at = _whose.get()
    compartment = _compartment(account, at=at)
    with purpose(Purpose.SIGN_IN, by=account.ref, at=at, about=account.subject) as opener:
        return opener.text(compartment, SECRET, account.id, base64.b64decode(sealed))


def _compartment(account: Account, *, at: datetime) -> UUID:
    """The account's compartment, made when its first secret is sealed. Of two that are made at once one stays."""
    if account.compartment_id is None:
        (made,) = new_compartments([(CompartmentKind.ACCOUNT, account.ref)], at=at)
        Account.objects.filter(pk=account.pk, compartment=None).update(compartment=made)
        account.refresh_from_db(fields=["compartment"])
    assert account.compartment_id is not None  # noqa: S101 - it was just made
    return account.compartment_id
