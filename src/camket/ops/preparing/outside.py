"""What the environment only names: files that must hold what they should, before anything starts."""

from __future__ import annotations

from django.conf import settings

from camket.notices.carriers import Undelivered
from camket.notices.texting.tokens import Tokens
from camket.ops.doors.mailboxes import load_mailboxes
from camket.policy import missing_for_the_desk
from camket.refusals import NotUnderstood
from camket.rulebook.company import current_policy
from camket.vault.keys import check_given_keys


def check() -> None:
    """Read each of them once. Raises Refusal, which names the file or the variable."""
    check_given_keys()
    _check_policy_is_enough()
    for mailbox in load_mailboxes(settings.CAMKET_MAILBOXES):
        mailbox.check_variables()
    _check_tokens()


def _check_policy_is_enough() -> None:
    if missing := missing_for_the_desk(current_policy()):
        names = ", ".join(missing)
        raise NotUnderstood(
            f"CAMKET_POLICY: chính sách còn thiếu điều khoản mà bàn làm việc cần: {names}.",
            f"CAMKET_POLICY: the policy lacks clauses that the desk counts by: {names}.",
        )


def _check_tokens() -> None:
    file = settings.CAMKET_ZALO_TOKENS
    if file is None:
        return
    try:
        Tokens(file, settings.CAMKET_ZALO_APP, settings.CAMKET_ZALO_APP_SECRET).access()
    except Undelivered as error:
        raise NotUnderstood(
            f"CAMKET_ZALO_TOKENS: tệp {file} không có access_token và refresh_token.",
            f"CAMKET_ZALO_TOKENS: the file {file} has no access_token and refresh_token.",
        ) from error
