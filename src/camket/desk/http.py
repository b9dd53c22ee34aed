"""Who may open which page of the desk, and the gates to what the pages show.

Every view is wrapped in `desk_page` with the roles it is for; a test walks all addresses and finds none
without. A row is reached through its gate only, and what a person may not see does not exist for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from camket.cases.models import Case
from camket.clock import now
from camket.complaints.models import Complaint
from camket.desk.kept import typed
from camket.desk.rail import rail_for
from camket.desk.signing_in import SignInForm
from camket.desk.sittings import has_second_step
from camket.people.models import Staff, Visit
from camket.people.rules import DESK, Role
from camket.people.signing.stages import was_proved
from camket.people.signing.visits import STAFF, current_visit
from camket.refusals import NotAllowed, NotFound

READS = ("GET", "HEAD")


class DeskRequest(HttpRequest):
    """A request of somebody who has signed in and has a role for the page."""

    staff: Staff
    visit: Visit


Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class _Opens:
    """What a page opens without."""

    without_second_step: bool
    with_first_password: bool


def desk_page(
    *roles: Role,
    methods: tuple[str, ...] = READS,
    without_second_step: bool = False,
    with_first_password: bool = False,
    sensitive: bool = False,
) -> Callable[[Page], Page]:
    """Let in who has signed in and has one of the roles; GET and HEAD only, unless `methods` says more.

    Who has shown no second factor adds one first, on the pages that are `without_second_step`. Who came
    with a password that we made then replaces it, on the pages that are `with_first_password`. What is
    `sensitive` asks for the factor again, unless it was shown within five minutes.
    """
    opens = _Opens(without_second_step, without_second_step or with_first_password)

    def wrap(page: Page) -> Page:
        @never_cache
        @require_http_methods(methods)
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **words: Any) -> HttpResponse:
            sitting = _sitting(request)
            if sitting is None:
                return to_sign_in(request)
            _check_role(sitting[0], roles)
            before = _before(request, sitting[0], opens=opens, sensitive=sensitive)
            if before is not None:
                return before
            asked = cast("DeskRequest", request)
            asked.staff, asked.visit = sitting
            return page(asked, *args, **words)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return wrap


def _check_role(staff: Staff, roles: tuple[Role, ...]) -> None:
    if not staff.has_role(*roles):
        raise NotAllowed(
            "Vai trò của anh/chị không dùng trang này. Xin hỏi quản lý nếu cần.",
            "Your role does not use this page. Ask your supervisor if you need it.",
        )


def _before(
    request: HttpRequest, staff: Staff, *, opens: _Opens, sensitive: bool
) -> HttpResponse | None:
    """Where the person goes before this page: to add a factor, to replace a first password, to show the factor."""
    second = has_second_step(request.session)
    if not (second or opens.without_second_step):
        return redirect("desk:factors")
    if staff.must_choose_password and not opens.with_first_password:
        return redirect("desk:password")
    if sensitive and second and not was_proved(request.session, at=now()):
        return _again(request)
    return None


def _again(request: HttpRequest) -> HttpResponse:
    """Off to show the factor again, and back to a page that was only looked at."""
    if request.method not in READS:
        return redirect("desk:again")
    return redirect(f"{reverse('desk:again')}?{urlencode({'next': request.get_full_path()})}")


def _sitting(request: HttpRequest) -> tuple[Staff, Visit] | None:
    """Who sits here, and the visit that goes on; what has run out is ended."""
    staff = staff_of(request)
    if staff is None or not staff.is_active:
        return None
    visit = current_visit(request.session, staff.account, STAFF, at=now())
    if visit is None:
        logout(request)
        return None
    return staff, visit


def staff_of(request: HttpRequest) -> Staff | None:
    """The member of staff whose account is signed in, if it is one's."""
    return getattr(request.user, "staff", None)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Off to the sign-in page, and back here afterwards. A form that was sent comes along, unsent."""
    if request.method in READS:
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('desk:sign_in')}?{query}")
    context = {"form": SignInForm(), "goal": request.path, "kept": typed(request), "told": _ended()}
    return render(request, "desk/sign_in.html", context, status=403)


def _ended() -> str:
    return _("Phiên làm việc đã hết. Xin đăng nhập lại: điều vừa gõ vẫn còn và chưa được gửi.")


def show(
    request: DeskRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a page of the desk, with the rail that this person gets."""
    framed = {
        **(context or {}),
        "rail": rail_for(request.staff, request.path, at=now()),
        "may_act": request.staff.has_role(*DESK),
    }
    return render(request, template, framed, status=status)


def case_for(request: DeskRequest, number: str) -> Case:
    """The case, if this person may see it."""
    case = Case.objects.visible_to(request.staff).with_people().filter(number=number).first()
    if case is None:
        raise _no_such_case()
    return case


def complaint_for(request: DeskRequest, number: str) -> Complaint:
    """The complaint, if this person may see its case."""
    rows = Complaint.objects.visible_to(request.staff).filter(case__number=number)
    complaint = rows.select_related(
        "case__customer", "case__handler", "case__answer_at", "case__compartment", "case__phone"
    ).first()
    if complaint is None:
        raise _no_such_case()
    return complaint


def _no_such_case() -> NotFound:
    return NotFound(
        "Không có hồ sơ nào mang số này trong phần việc của anh/chị.",
        "There is no case with this number among those you work on.",
    )
