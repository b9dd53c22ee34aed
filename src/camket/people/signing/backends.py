"""Who a name and a password belong to: Django asks here, and nowhere else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from camket.people.models import Account, Staff


class StaffByName(BaseBackend):
    """A member of staff signs in with a name of their own and a password.

    An unknown name costs the same work as a known one.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_more: Any,
    ) -> Account | None:
        """The account, if name and password are right and the person works here."""
        if username is None or password is None:
            return None
        staff = Staff.objects.select_related("account").filter(username=username).first()
        if staff is None:
            Account().set_password(password)
            return None
        is_right = staff.account.check_password(password)
        return staff.account if is_right and staff.is_active and staff.account.is_active else None

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, with the member of staff behind it, in one query."""
        try:
            account = Account.signing_in().filter(pk=UUID(str(user_id))).first()
        except (ValueError, ValidationError):
            return None
        return account if account is not None and account.is_active else None
