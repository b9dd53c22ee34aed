"""Accounts: what signs in, of a member of staff or of a customer."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from camket.people.rules import new_reference
from camket.text import nfc
from camket.vault.models import Compartment
from camket.vault.rules import new_id


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; a password is hashed, never kept."""

    def begin(self, *, password: str | None = None, at: datetime) -> Account:
        """A new account. Without a password it is signed in to by code or passkey only."""
        account = Account(id=new_id(at), ref=new_reference("TK"), created_at=at)
        account.set_password(password)
        account.save(using=self._db, force_insert=True)
        return account


class Account(AbstractBaseUser):
    """Who signs in. It has no name and no address: those stand with the customer or the member of staff.

    Its compartment is made when the first secret is sealed for it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    ref = models.CharField(max_length=20, unique=True)
    compartment = models.ForeignKey(
        Compartment, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # The last period of which a code of the app was used, and how many were tried lately.
    totp_used = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    tries_since = models.DateTimeField(null=True)

    USERNAME_FIELD = "ref"
    objects: ClassVar[AccountManager] = AccountManager()

    def set_password(self, raw_password: str | None) -> None:
        """Hash a password in its one normal form: keyboards write the same Vietnamese word in two ways."""
        super().set_password(raw_password if raw_password is None else nfc(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password, however the keyboard wrote it."""
        return raw_password is not None and super().check_password(nfc(raw_password))

    @property
    def subject(self) -> str:
        """The name of the account's own chain: contact points, factors, sessions."""
        return f"account:{self.ref}"

    @classmethod
    def signing_in(cls) -> models.QuerySet[Self]:
        """Accounts with the member of staff behind each, if there is one."""
        return cls._default_manager.select_related("staff")  # type: ignore[return-value]
