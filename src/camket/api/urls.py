"""The addresses of the API. Its description is at `/api/v1/openapi.json`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from camket.api.gate import LiveKey
from camket.api.problems import NotSignedIn, problem
from camket.api.views.complaints import router
from camket.refusals import NotUnderstood, Refusal

api = NinjaAPI(
    title="camket",
    version="1",
    description="Complaints from the company's own programs. Errors are problem details (RFC 9457).",
    auth=LiveKey(),
    docs_url=None,  # The page that ninja offers fetches scripts from another host.
    urls_namespace="api",
)
api.add_router("", router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """A refusal in words."""
    if not isinstance(error, Refusal):
        raise TypeError from error
    return problem(request, error)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: Exception) -> HttpResponse:
    """401 in words."""
    return problem(
        request,
        NotSignedIn(
            "Cần một khóa API còn hiệu lực: Authorization: Bearer …",
            "A live API key is needed: Authorization: Bearer …",
        ),
    )


@api.exception_handler(ValidationError)
def header_missing(request: HttpRequest, error: Exception) -> HttpResponse:
    """The one thing that the framework reads is the header: nothing was stored without it."""
    return problem(
        request,
        NotUnderstood(
            "Thiếu Idempotency-Key, hoặc khóa không phải 8 đến 200 ký tự ASCII không có dấu cách. "
            "Chưa có gì được lưu; xin gửi lại cùng khóa.",
            "Idempotency-Key is missing, or is not 8 to 200 ASCII characters without spaces. "
            "Nothing was stored; send it again with one.",
        ),
    )


urlpatterns = [path("v1/", api.urls)]
