"""The one way to a case: its number, with its tracking code, from the account that it belongs to, or for its owner.

A wrong code and an unknown number get the same answer after the same work, so that the answer says nothing
about which cases exist.
"""

from __future__ import annotations

import hmac
from typing import cast
from uuid import UUID

from django.http import HttpRequest

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.cases.rules import read_number, read_tracking_code
from camket.clock import now
from camket.people.granting.standing import grant_over
from camket.people.models import Account, Grant
from camket.people.rules import Right
from camket.portal.account.gate import account_of
from camket.portal.limits import GUESSES, LOOK_UPS
from camket.portal.tracking.own import OWN
from camket.refusals import NotFound
from camket.rulebook.company import current_policy
from camket.ui.formats.phones import phone
from camket.ui.limits import address, check, count
from camket.vault.rules import Purpose

_GRANT = "_camket_grant"
NOBODY = Case(id=UUID(int=0))
"""Stands in for a case that does not exist, so that its code is computed all the same."""


def followed_case(
    request: HttpRequest, number: str, code: str, *, need: Right | None = None
) -> Case:
    """The case, if the code is its own, or if its owner has signed in and gives none.

    So may a delegate who has the right that is needed; without one the page is the owner's alone.
    Raises NotFound, and TooManyTries after too many wrong ones.
    """
    if code == OWN:
        return _own_case(request, number, need)
    place, at = address(request), now()
    wanted = read_number(number, current_policy().company.case_prefix) or ""
    check(LOOK_UPS, place, at=at)
    check(GUESSES, f"{wanted} {place}", at=at)
    case = Case.objects.with_people().filter(number=wanted).first()
    typed = read_tracking_code(code)
    is_right = hmac.compare_digest(tracking_code(case or NOBODY).encode(), typed.encode())
    if case is None or not is_right:
        count(LOOK_UPS, place, at=at)
        count(GUESSES, f"{wanted} {place}", at=at)
        raise no_such_case()
    return case


def _own_case(request: HttpRequest, number: str, need: Right | None) -> Case:
    account = account_of(request)
    if account is None:
        raise no_such_case()
    case = Case.objects.with_people().filter(number=number).first()
    if case is None:
        raise no_such_case()
    if case.customer.account_id != account.pk:
        grant = grant_over(account, case.customer.account_id, at=now())
        if grant is None or need is None or not grant.allows(need):
            raise no_such_case()
        setattr(request, _GRANT, grant)
    return case


def grant_of(request: HttpRequest) -> Grant | None:
    """Under which grant the case of this request was reached; None for its owner, and for who has its code."""
    return cast("Grant | None", getattr(request, _GRANT, None))


def reader_of(request: HttpRequest, case: Case) -> tuple[str, Purpose]:
    """Who reads the case here, and for what purpose: the access entry names a delegate as what they are."""
    if grant_of(request) is not None:
        return cast("Account", request.user).ref, Purpose.SHOW_DELEGATE
    return case.customer.ref, Purpose.SHOW_OWNER


def code_of(request: HttpRequest, case: Case) -> str:
    """What stands for the code in the addresses of this page: nothing that opens it for somebody else."""
    match = request.resolver_match
    is_own = match is not None and match.kwargs.get("code") == OWN
    return OWN if is_own else tracking_code(case)


def no_such_case() -> NotFound:
    """The one answer to a wrong number, a wrong code, or both."""
    number = phone(current_policy().company.phone)
    return NotFound(
        f"Không có hồ sơ nào khớp với số và mã này. Xin xem lại, hoặc gọi {number}.",
        f"No case matches this number and code. Please check them, or call {number}.",
    )
