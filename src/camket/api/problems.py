"""How a program is told no: problem details (RFC 9457), with the sentence in both languages."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language

from camket.refusals import NotFound, Refusal

SECURITY = logging.getLogger("camket.security")
Fault = dict[str, Any]


class NotSignedIn(Refusal):
    """No key, or none that is live."""

    code: ClassVar[str] = "not_signed_in"
    status: ClassVar[int] = 401


class TooLarge(Refusal):
    """More bytes than a door takes; nothing was stored."""

    code: ClassVar[str] = "too_large"
    status: ClassVar[int] = 413


class Unreadable(Refusal):
    """What was sent is kept, and a person looks at it; it opened no case by itself."""

    code: ClassVar[str] = "unreadable"
    status: ClassVar[int] = 422

    def __init__(self, vi: str, en: str, faults: Iterable[Fault] = ()) -> None:
        super().__init__(vi, en)
        self.faults = list(faults)


class KeyUsedAgain(Refusal):
    """An idempotency key stands for one request only."""

    code: ClassVar[str] = "idempotency_key_used_again"


class NotStored(Refusal):
    """A failure of ours before the commit: the sender keeps what it has and sends it again."""

    code: ClassVar[str] = "not_stored"
    status: ClassVar[int] = 503


def closed(settings: str) -> NotFound:
    """A door that nobody has opened yet."""
    return NotFound(
        f"Cửa này đang đóng vì chưa đặt {settings}.",
        f"This door is closed: {settings} is not set.",
    )


def not_signed() -> NotSignedIn:
    """A call of which nobody knows where it comes from."""
    return NotSignedIn(
        "Chữ ký sai, hoặc thời điểm ký quá xa hiện tại. Chưa có gì được lưu.",
        "The signature is wrong, or was made too long ago. Nothing was stored.",
    )


FAULTS: dict[str, tuple[str, str]] = {
    "missing": ("thiếu trường này", "this field is missing"),
    "string_too_short": ("không được để trống", "may not be empty"),
    "string_too_long": ("dài quá mức cho phép", "is too long"),
    "too_long": ("nhiều mục quá mức cho phép", "has too many entries"),
    "literal_error": ("không thuộc các giá trị cho phép", "is not one of the allowed values"),
    "extra_forbidden": ("không có trường này", "there is no such field"),
    "json_invalid": ("nội dung không phải JSON", "the body is not JSON"),
    "base64": ("không phải base64", "is not base64"),
    "contact_missing": (
        "cần địa chỉ thư hoặc số điện thoại của khách hàng",
        "the customer's mail address or phone number is needed",
    ),
}
OTHERWISE = ("không đúng như mô tả của API", "is not what the description of the API says")


def worded(faults: Iterable[Any]) -> list[Fault]:
    """pydantic's faults as places and sentences. What was sent is never repeated."""
    return [_worded(".".join(map(str, fault["loc"])), str(fault["type"])) for fault in faults]


def _worded(place: str, code: str) -> Fault:
    vi, en = FAULTS.get(code, OTHERWISE)
    return {"field": place, "code": code, "vi": vi, "en": en}


def problem(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refused request."""
    if refusal.status in {401, 403, 404}:
        SECURITY.warning("a program was refused: %s", refusal.code)
    body = {
        "type": f"urn:camket:problem:{refusal.code}",
        "title": refusal.code,
        "status": refusal.status,
        "detail": refusal.sentence(get_language() or "vi"),
        "vi": refusal.vi,
        "en": refusal.en,
    }
    if isinstance(refusal, Unreadable):
        body["faults"] = refusal.faults
    answer = JsonResponse(body, status=refusal.status, content_type="application/problem+json")
    if isinstance(refusal, NotSignedIn):
        answer["WWW-Authenticate"] = "Bearer"
    return answer
