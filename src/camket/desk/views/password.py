"""My own password at the desk: changed by who knows the present one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from camket.clock import now
from camket.desk.forms.password import ChangeForm
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.signing_in import check_present
from camket.people.rules import EVERYONE
from camket.people.signing.passwords import choose_password
from camket.people.signing.visits import end_other_visits
from camket.refusals import NotAllowed, NotUnderstood, TooManyTries


@sensitive_post_parameters("present_password", "password", "password_again")
@desk_page(*EVERYONE, methods=("GET", "HEAD", "POST"), with_first_password=True, sensitive=True)
def password(request: DeskRequest) -> HttpResponse:
    """Change it. Every other sitting ends, since one may be open at somebody else's."""
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, form, 422 if form.is_bound else 200)
    staff, account, at = request.staff, request.staff.account, now()
    try:
        check_present(request, staff, form.cleaned_data["present_password"])
        choose_password(request, staff, form.cleaned_data["password"], at=at)
    except (NotAllowed, TooManyTries) as refusal:
        form.add_error("present_password", refusal.sentence(get_language() or "vi"))
        return _shown(request, form, refusal.status)
    except NotUnderstood as refusal:
        form.add_error("password", refusal.sentence(get_language() or "vi"))
        return _shown(request, form, 422)
    end_other_visits(account, request.visit, by=account.ref, at=at)
    messages.success(request, _("Mật khẩu mới dùng được từ bây giờ. Các phiên khác đã kết thúc."))
    return redirect("desk:queue" if staff.must_choose_password else "desk:factors")


def _shown(request: DeskRequest, form: ChangeForm, status: int) -> HttpResponse:
    context = {"form": form, "must": request.staff.must_choose_password}
    return show(request, "desk/password.html", context, status=status)
