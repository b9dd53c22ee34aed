"""What a script keeps of a complaint while it is written: the words, and files piece by piece.

Each answer is small JSON. A browser whose connection broke asks how much of a file is here by meaning it
again, and goes on from there.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from camket.arrivals.content import content_type
from camket.clock import now
from camket.intake.actions.beginning import Meant, add_piece, drop_file, mean_file
from camket.intake.models import BegunFile
from camket.intake.queries.begun import bytes_of
from camket.portal.begun import COOKIE, GUEST, Kept, id_of, kept_by, kept_or_new, remember
from camket.portal.forms.draft import AT, typed
from camket.refusals import NotUnderstood, Refusal
from camket.ui import cookies
from camket.ui.files import file_answer
from camket.ui.formats.dates import clock_time
from camket.ui.uploads import most_bytes
from camket.vault.actions import purpose
from camket.vault.rules import Purpose


@require_POST
@never_cache
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the words as they stand."""
    at = now()
    try:
        begun = kept_or_new(request, at=at)
    except Refusal as refusal:
        return _no(refusal)
    begun.keep({**typed(request), AT: request.POST.get(AT, "what")}, at=at)
    return _found(request, begun, {})


@require_POST
@never_cache
def forget(request: HttpRequest) -> HttpResponse:
    """Destroy what was begun, and begin anew."""
    begun = kept_by(request, at=now())
    if begun is not None:
        begun.forget(at=now())
    response = redirect("portal:complain")
    cookies.forget(response, COOKIE)
    return response


@require_POST
@never_cache
def mean(request: HttpRequest) -> HttpResponse:
    """Make room for a file, or say how much of it is here already."""
    at = now()
    try:
        begun = kept_or_new(request, at=at)
        file = mean_file(begun.row, _meant(request), most=most_bytes(), at=at)
    except Refusal as refusal:
        return _no(refusal)
    return _found(request, begun, _told(file))


@require_POST
@never_cache
def drop(request: HttpRequest) -> HttpResponse:
    """Leave a file out that has not all come."""
    begun, file = kept_by(request, at=now()), id_of(request.POST.get("drop", ""))
    if begun is not None and file is not None:
        drop_file(begun.row, file)
    return JsonResponse({})


@require_POST
@never_cache
def piece(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the next piece of a file: the body is its bytes, `from` in the address is where it begins."""
    file = _file(request, pk)
    try:
        start = int(request.GET.get("from", ""))
        return JsonResponse(_told(add_piece(file, start, request.body, at=now())))
    except (ValueError, RawPostDataException):  # Also for a form, whose bytes are no file's.
        raise Http404 from None
    except Refusal as refusal:
        file.refresh_from_db()
        return _no(refusal, have=file.have)


@require_safe
@never_cache
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A file that is whole, for the eyes of who sent it."""
    file = _file(request, pk)
    if not file.is_whole:
        raise Http404
    about = f"begun:{file.begun_id}"
    with purpose(Purpose.SHOW_OWNER, by=GUEST, at=now(), about=about) as opener:
        content = bytes_of(opener, file)
    return file_answer(content, "", content_type(content), request.headers.get("Range", ""))


def _file(request: HttpRequest, pk: UUID) -> BegunFile:
    """A file of this browser's own form; anybody else's does not exist."""
    begun = kept_by(request, at=now())
    rows = BegunFile.objects.select_related("begun__compartment")
    file = rows.filter(pk=pk, begun=begun.row).first() if begun else None
    if file is None:
        raise Http404
    return file


def _meant(request: HttpRequest) -> Meant:
    size = request.POST.get("size", "")
    if not size.isascii() or not size.isdigit() or int(size) == 0:
        raise NotUnderstood("Tệp này trống nên không gửi được.", "This file is empty.")
    return Meant(
        request.POST.get("name", ""),
        int(size),
        request.POST.get("type", ""),
        request.POST.get("mark", ""),
    )


def _told(file: BegunFile) -> dict[str, object]:
    return {
        "id": str(file.pk),
        "have": file.have,
        "size": file.size,
        "address": reverse("portal:begun_piece", args=[file.pk]),
        "shown": reverse("portal:begun_show", args=[file.pk]),
    }


def _found(request: HttpRequest, begun: Kept, told: dict[str, object]) -> HttpResponse:
    saved = clock_time(begun.saved_at)
    response = JsonResponse({**told, "begun": begun.secret, "saved": saved})
    remember(response, begun)
    return response


def _no(refusal: Refusal, **more: object) -> HttpResponse:
    sentence = refusal.sentence(get_language() or "vi")
    return JsonResponse({"refused": sentence, **more}, status=refusal.status)
