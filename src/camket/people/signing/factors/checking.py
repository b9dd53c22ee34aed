"""Whether a code that somebody typed is theirs: one of their app's, or one of their recovery codes.

Each counts once, also where two processes are given it at the same moment, and tries are counted in the row of
the account, so that every process sees them.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.db.models import Case, F, Q, Value, When

from camket.evidence.actions import record
from camket.people.models import Account
from camket.people.rules import CODE_DIGITS, SignalKind, read_code
from camket.people.signing.factors.reserve import use_code
from camket.people.signing.factors.sealing import decrypt, secrets_of
from camket.people.signing.signals import ask
from camket.refusals import NotUnderstood, TooManyTries

SECURITY = logging.getLogger("camket.security")
PERIOD = 30
TRIES = 10
WITHIN = timedelta(minutes=15)
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What makes a second step; recovery codes only stand in for it."""


def has_factor(account: Account) -> bool:
    """Whether signing in to this account takes a second step."""
    return bool(Authenticator.objects.filter(user=account, type__in=KINDS).exists())


def check_typed(account: Account, typed: str, *, at: datetime) -> str:
    """Use a code up, and say of which kind it was. Raises NotUnderstood, TooManyTries after ten wrong ones."""
    count_try(account, at=at)
    code = read_code(typed)
    kind = "totp" if len(code) == CODE_DIGITS else "recovery_codes"
    is_right = _totp(account, code, at=at) if kind == "totp" else use_code(account, code)
    if not is_right:
        SECURITY.warning("a wrong second factor was typed: %s for %s", kind, account.ref)
        raise NotUnderstood(
            "Mã chưa đúng, hoặc đã dùng rồi. Xin chờ mã mới hiện ra trong ứng dụng.",
            "The code is not right, or was used. Wait for the next one in your app.",
        )
    forget_tries(account)
    if kind == "recovery_codes":
        record(account.subject, "account.recovery_used", at=at, by=account.ref)
    return kind


def count_try(account: Account, *, at: datetime) -> None:
    """Count one try, in one statement, before anything is looked at."""
    is_over = Q(tries_since__isnull=True) | Q(tries_since__lte=at - WITHIN)
    rows = Account.objects.filter(is_over | Q(tries__lt=TRIES), pk=account.pk)
    counted = rows.update(
        tries=Case(When(is_over, then=Value(1)), default=F("tries") + 1),
        tries_since=Case(When(is_over, then=Value(at)), default=F("tries_since")),
    )
    if not counted:
        if getattr(account, "staff", None) is None:
            ask(account, SignalKind.MANY_CODES, at=at)
        raise TooManyTries(
            "Đã thử sai quá nhiều lần. Xin chờ mười lăm phút rồi thử lại.",
            "Too many wrong tries. Wait fifteen minutes and try again.",
        )


def forget_tries(account: Account) -> None:
    """The right one came: counting begins anew."""
    Account.objects.filter(pk=account.pk).update(tries=0, tries_since=None)


def _totp(account: Account, code: str, *, at: datetime) -> bool:
    row = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if row is None:
        return False
    with secrets_of(account, at=at):
        counter = matching(decrypt(row.data["secret"]), code, at=at)
    return counter is not None and _use(account, counter)


def matching(secret: str, code: str, *, at: datetime) -> int | None:
    """The period to which a code belongs: this one, the one before or the one after (RFC 6238, 5.2)."""
    here = int(at.timestamp()) // PERIOD
    wide = settings.MFA_TOTP_TOLERANCE
    for counter in range(here - wide, here + wide + 1):
        if compare_user_code(actual=code, expected=code_at(secret, counter)):
            return counter
    return None


def code_at(secret: str, counter: int) -> str:
    """The code of one period."""
    code: str = format_hotp_value(hotp_value(secret, counter))
    return code


def _use(account: Account, counter: int) -> bool:
    """Whether no code of this period or a later one was used yet. One statement: of two at once one wins."""
    rows = Account.objects.filter(pk=account.pk, totp_used__lt=counter)
    return bool(rows.update(totp_used=counter))
