"""Who may call: nobody without a live key; and which cases are a program's own."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from camket.api.actions import mailbox
from camket.api.problems import TooLarge
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Outcome
from camket.cases.models import Case
from camket.people.models import ApiKey
from camket.people.programs import key_of
from camket.refusals import NotFound

LARGEST_BYTES = 35 * 1024 * 1024


class LiveKey(HttpBearer):
    """`Authorization: Bearer camket_AK-…`."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """The live key, or None: then nothing behind it runs."""
        return key_of(token)


def caller(request: HttpRequest) -> ApiKey:
    """The key with which the request signed in."""
    return cast(ApiKey, request.auth)  # type: ignore[attr-defined]


def own_case(request: HttpRequest, number: str) -> Case:
    """A case that a call of this program opened. Raises NotFound for every other, there or not."""
    opened = Arrival.objects.filter(
        mailbox=mailbox(caller(request)), outcome=Outcome.OPENED, case_number=number
    )
    case = Case.objects.filter(number=number).first() if opened.exists() else None
    if case is None:
        raise NotFound(
            "Chương trình này không có hồ sơ nào mang số đó.",
            "This program has no case with that number.",
        )
    return case


def whole_body(request: HttpRequest) -> bytes:
    """The body as it came. Raises TooLarge, and then nothing is stored: the sender still has it."""
    body = request.read(LARGEST_BYTES + 1)
    if len(body) > LARGEST_BYTES:
        raise TooLarge(
            "Nội dung lớn hơn 35 MB nên chưa được nhận. Xin gửi ít tệp hơn.",
            "The body is larger than 35 MB and was not taken. Send fewer files.",
        )
    return body
