"""Whose a contact point, a password, a reference and a name of the desk are."""

from __future__ import annotations

from camket.people.models import Account, ContactPoint, Staff
from camket.refusals import NotFound


def account_with_password(index: str, password: str) -> Account | None:
    """The account of a proved point, if the password is its own. An unknown point costs the same work."""
    account = _owner(index)
    if account is None or not account.has_usable_password():
        Account().set_password(password)
        return None
    return account if account.check_password(password) and account.is_active else None


def account_at(index: str) -> Account:
    """The account of a proved point. Raises NotFound, which does not repeat the point."""
    account = _owner(index)
    if account is None:
        raise NotFound(
            "Không có tài khoản nào đã xác nhận nơi liên lạc này.",
            "No account has confirmed this contact point.",
        )
    return account


def _owner(index: str) -> Account | None:
    rows = ContactPoint.objects.filter(index=index, proved_at__isnull=False, removed_at=None)
    point = rows.select_related("customer__account").first()
    return point.customer.account if point else None


def account_named(ref: str) -> Account:
    """The account with this reference. Raises NotFound, which does not repeat it: people mistype other things."""
    account = Account.objects.filter(ref=ref).first()
    if account is None:
        raise NotFound(
            "Không có tài khoản nào mang mã này; mã có dạng TK-….",
            "There is no account with this reference; it looks like TK-….",
        )
    return account


def account_of_staff(username: str) -> Account:
    """The account with which a member of staff signs in. Raises NotFound."""
    staff = Staff.objects.select_related("account").filter(username=username).first()
    if staff is None:
        raise NotFound(
            f"Không có ai đăng nhập bằng tên {username}.", f"Nobody signs in as {username}."
        )
    return staff.account
