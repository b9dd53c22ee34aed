"""Whose a contact point and a password are."""

from __future__ import annotations

from camket.people.models import Account, ContactPoint


def account_with_password(index: str, password: str) -> Account | None:
    """The account of a proved point, if the password is its own. An unknown point costs the same work."""
    rows = ContactPoint.objects.filter(index=index, proved_at__isnull=False, removed_at=None)
    point = rows.select_related("customer__account").first()
    account = point.customer.account if point else None
    if account is None or not account.has_usable_password():
        Account().set_password(password)
        return None
    return account if account.check_password(password) and account.is_active else None
