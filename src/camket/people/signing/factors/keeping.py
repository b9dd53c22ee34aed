"""Adding and removing second factors. Each is one fact, and the owner is told (config/reactions.py)."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from camket.evidence.actions import record
from camket.people.models import Account
from camket.people.rules import read_code
from camket.people.signing.factors.checking import KINDS, PERIOD, code_at, has_factor, matching
from camket.people.signing.factors.reserve import make_codes
from camket.people.signing.factors.sealing import decrypt, secrets_of
from camket.refusals import ChangedMeanwhile, NotAllowed, NotFound, NotUnderstood, Refusal


def new_secret() -> str:
    """A secret for an app: 160 random bits."""
    secret: str = generate_totp_secret()
    return secret


@transaction.atomic
def add_totp(account: Account, secret: str, typed: str, *, by: str, at: datetime) -> None:
    """Keep an app whose first code is right. Records `account.factor_added`; raises NotUnderstood."""
    counter = matching(secret, read_code(typed), at=at)
    if counter is None:
        raise NotUnderstood(
            "Mã chưa đúng. Xin xem lại mã đang hiện trong ứng dụng, và giờ của điện thoại.",
            "The code is not right. Look at the code in your app again, and at your phone's clock.",
        )
    _keep_totp(account, secret, by=by, at=at)
    Account.objects.filter(pk=account.pk).update(totp_used=counter)


@transaction.atomic
def give_totp(account: Account, *, by: str, at: datetime) -> None:
    """Give an app's secret without asking for its code: in the demonstration, where nobody has a phone."""
    _keep_totp(account, new_secret(), by=by, at=at)


def _keep_totp(account: Account, secret: str, *, by: str, at: datetime) -> None:
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        raise ChangedMeanwhile
    with secrets_of(account, at=at):
        TOTP.activate(account, secret)
    _say_added(account, "totp", by=by, at=at)


def _say_added(account: Account, kind: str, *, by: str, at: datetime) -> None:
    record(account.subject, "account.factor_added", at=at, by=by, body={"kind": kind})


@transaction.atomic
def new_recovery_codes(account: Account, *, at: datetime) -> list[str]:
    """Ten new codes, which replace the old. They are shown now and never again. Records a fact."""
    if not has_factor(account):
        raise Refusal(
            "Xin thêm khóa truy cập hoặc ứng dụng tạo mã trước.",
            "Add a passkey or an app that makes codes first.",
        )
    codes = make_codes(account)
    record(account.subject, "account.recovery_made", at=at, by=account.ref)
    return codes


@transaction.atomic
def remove_factor(account: Account, pk: int, *, must_have: bool, at: datetime) -> None:
    """Remove a factor. Who must have one keeps the last. Records `account.factor_removed`."""
    rows = Authenticator.objects.select_for_update().filter(user=account, type__in=KINDS)
    factors = {row.pk: row for row in rows}
    if pk not in factors:
        raise NotFound("Không có cách này trong tài khoản.", "There is no such factor here.")
    if must_have and len(factors) == 1:
        raise NotAllowed(
            "Tài khoản này phải có ít nhất một cách xác nhận thứ hai.",
            "This account must have at least one second factor.",
        )
    factors[pk].delete()
    body = {"kind": str(factors[pk].type)}
    record(account.subject, "account.factor_removed", at=at, by=account.ref, body=body)
    if len(factors) == 1:
        Authenticator.objects.filter(user=account).delete()


@transaction.atomic
def remove_all_factors(account: Account, *, by: str, at: datetime) -> None:
    """For who has lost the phone and the codes, and has shown another way who they are."""
    Authenticator.objects.filter(user=account).delete()
    Account.objects.filter(pk=account.pk).update(totp_used=0)
    record(account.subject, "account.factors_taken_back", at=at, by=by)


def code_now(account: Account, *, at: datetime) -> str:
    """The code that the account's app shows now. Raises NotFound."""
    row = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if row is None:
        raise NotFound("Tài khoản này chưa có mã.", "This account has no codes.")
    with secrets_of(account, at=at):
        return code_at(decrypt(row.data["secret"]), int(at.timestamp()) // PERIOD)
