"""Passwords: long enough, not among those that everybody tries, not made of names that everybody knows here.

Nothing else is asked of them: no signs, no capitals, no change every few months (ASVS 6.2.5, 6.2.10).
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from camket.evidence.actions import record
from camket.people.models import Account, Staff
from camket.refusals import ChangedMeanwhile, NotUnderstood
from camket.rulebook.company import current_policy
from camket.text import nfc, syllables

CUSTOMERS_LEAST, STAFF_LEAST = 8, 15
BESIDE = 4
"""So many letters must stand beside a known name."""
_HOUSE = ("camket", "password", "matkhau")


def check_strength(password: str, *, least: int, names: tuple[str, ...] = ()) -> None:
    """Raise NotUnderstood for a password that is too short, too common, or little more than a known name."""
    written = nfc(password)
    if len(written) < least:
        raise NotUnderstood(
            f"Mật khẩu cần ít nhất {least} ký tự. Một câu ngắn dễ nhớ là tốt nhất.",
            f"The password needs at least {least} characters. A short sentence is best.",
        )
    try:
        CommonPasswordValidator().validate(written)
    except ValidationError:
        raise _known() from None
    bare = "".join(syllables(written))
    for word in _words(names):
        if len(word) > 2 and len(bare.replace(word, "")) < BESIDE:  # noqa: PLR2004 - no syllable
            raise _known()


def _words(names: tuple[str, ...]) -> set[str]:
    """The names that anybody would try here, as bare letters: the company's, the product's, the person's."""
    company = current_policy().company
    told = (company.name, company.short_name, company.mail.partition("@")[2], *names, *_HOUSE)
    whole = {"".join(syllables(name)) for name in told}
    return whole | {part for name in told for part in syllables(name)}


def _known() -> NotUnderstood:
    return NotUnderstood(
        "Mật khẩu này dễ đoán. Xin chọn câu khác, không dùng tên công ty hay tên của mình.",
        "This password is easy to guess. Choose another, without the company's name or your own.",
    )


@transaction.atomic
def set_password(request: HttpRequest, account: Account, password: str, *, at: datetime) -> None:
    """Give an account a password; this session goes on. Records `account.password_set`."""
    check_strength(password, least=CUSTOMERS_LEAST)
    _set(request, account, password, at=at)


@transaction.atomic
def choose_password(request: HttpRequest, staff: Staff, password: str, *, at: datetime) -> None:
    """The same for a member of staff, who keeps no password that we made. Records `staff.password_chosen` too."""
    check_strength(password, least=STAFF_LEAST, names=(staff.username, staff.name))
    _set(request, staff.account, password, at=at)
    Staff.objects.filter(pk=staff.pk).update(first_password_at=None)
    record(staff.subject, "staff.password_chosen", at=at, by=staff.ref)


def _set(request: HttpRequest, account: Account, password: str, *, at: datetime) -> None:
    """Take the place of the password that was checked just now, and of no newer one."""
    if account.check_password(password):
        raise NotUnderstood(
            "Mật khẩu mới giống mật khẩu hiện tại. Xin chọn câu khác.",
            "The new password is the present one. Choose another.",
        )
    seen = account.password
    account.set_password(password)
    rows = Account.objects.filter(pk=account.pk, password=seen)
    if not rows.update(password=account.password):
        raise ChangedMeanwhile
    update_session_auth_hash(request, account)
    record(account.subject, "account.password_set", at=at, by=account.ref)


@transaction.atomic
def forget_password(request: HttpRequest, account: Account, *, at: datetime) -> None:
    """A password that its owner does not remember opens nothing any more. Records `account.password_forgotten`."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    update_session_auth_hash(request, account)
    record(account.subject, "account.password_forgotten", at=at, by=account.ref)
