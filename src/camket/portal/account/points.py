"""My contact points: how we reach you, each proved before it is used, and asked about when it grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from camket.clock import now
from camket.notices.actions.accounts import send_code
from camket.notices.queries import points_that_failed
from camket.people.models import Account, ContactPoint
from camket.people.queries import contact_shown, contact_value
from camket.people.rules import ContactKind
from camket.people.signing.asking import confirm_months, is_old
from camket.people.signing.points import (
    add_point,
    choose_point,
    point_of,
    points_of,
    remove_point,
)
from camket.portal.account.forms import CodeForm, PointForm
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.account.kept import kept
from camket.refusals import NotUnderstood, Refusal
from camket.ui.limits import address
from camket.vault.actions import purpose
from camket.vault.rules import Purpose

PROOF, INSTEAD = "point_proof", "point_instead"


@dataclass(frozen=True, slots=True)
class Line:
    """One point as its owner knows it, and whether to ask if it is still theirs."""

    point: ContactPoint
    shown: str
    doubt: str
    is_zalo: bool


@account_page()
def points(request: AccountRequest) -> HttpResponse:
    """The list, and a form for one more."""
    was = kept(request)
    replaced = was.get("instead_of") or request.GET.get("instead_of", "")
    return _shown(request, PointForm(initial=was), replaced=replaced)


def _shown(
    request: AccountRequest, form: PointForm, status: int = 200, *, replaced: str = ""
) -> HttpResponse:
    found = points_of(request.account)
    failed = points_that_failed(found)
    context = {
        "lines": _lines(request, found, failed),
        "form": form,
        "only": sum(point.proved_at is not None for point in found) == 1,
        "replaced": replaced or request.POST.get("instead_of", ""),
    }
    return render(request, "portal/account/points.html", context, status=status)


def _lines(request: AccountRequest, found: list[ContactPoint], failed: set[UUID]) -> list[Line]:
    account, at = request.account, now()
    with purpose(Purpose.SHOW_OWNER, by=account.ref, at=at, about=account.subject) as opener:
        return [
            Line(
                point,
                contact_shown(opener, point) if point.kind != ContactKind.ZALO else "Zalo",
                _doubt(point, failed, at=at),
                point.kind == ContactKind.ZALO,
            )
            for point in found
        ]


def _doubt(point: ContactPoint, failed: set[UUID], *, at: datetime) -> str:
    """Why we ask whether a point is still its owner's; empty where there is no doubt."""
    if point.pk in failed:
        return _("Thư hoặc tin gần đây tới đây không đến nơi.")
    if point.proved_at is not None and is_old(point, at=at):
        return _("Đã %(months)s tháng chưa xác nhận lại.") % {"months": confirm_months(at)}
    return ""


def is_any_failing(account: Account) -> bool:
    """Whether a letter or text to one of the points did not arrive."""
    return bool(points_that_failed(points_of(account)))


@account_page("POST", sensitive=True, back="portal:points")
def added(request: AccountRequest) -> HttpResponse:
    """Send a code to a new point, or to an old one that is asked about."""
    form = PointForm(request.POST)
    known = request.POST.get("confirm", "")
    if not known and not form.is_valid():
        return _shown(request, form, 422)
    language = get_language() or "vi"
    value = _value(request, UUID(known)) if known else form.cleaned_data["point"]
    try:
        proof = send_code(value, place=address(request), language=language, at=now())
    except Refusal as refusal:
        form.add_error(None if known else "point", refusal.sentence(language))
        return _shown(request, form, 422 if isinstance(refusal, NotUnderstood) else refusal.status)
    request.session[PROOF] = str(proof.pk)
    request.session[INSTEAD] = request.POST.get("instead_of", "")
    return _ask_for_code(request, CodeForm(initial={"point": value}), value)


def _value(request: AccountRequest, pk: UUID) -> str:
    account = request.account
    with purpose(Purpose.SHOW_OWNER, by=account.ref, at=now(), about=account.subject) as opener:
        return contact_value(opener, point_of(account, pk))


def _ask_for_code(
    request: AccountRequest, form: CodeForm, point: str, status: int = 200
) -> HttpResponse:
    context = {"form": form, "point": point}
    return render(request, "portal/account/point_code.html", context, status=status)


@sensitive_post_parameters("code")
@account_page("GET", "HEAD", "POST", sensitive=True)
def proved(request: AccountRequest) -> HttpResponse:
    """Take the code: the point is the account's, and the one that it corrects is not any more.

    Who was asked again while a code was on its way comes back to its field.
    """
    proof, instead = request.session.get(PROOF), request.session.get(INSTEAD, "")
    if proof is None:
        return redirect("portal:points")
    if request.method != "POST":
        was = kept(request)
        return _ask_for_code(request, CodeForm(initial=was), was.get("point", ""))
    form = CodeForm(request.POST)
    point = form.data.get("point", "")
    if not form.is_valid():
        return _ask_for_code(request, form, point, 422)
    replaced = UUID(instead) if instead else None
    try:
        code = form.cleaned_data["code"]
        add_point(request.account, UUID(proof), code, instead_of=replaced, at=now())
    except NotUnderstood as refusal:
        form.add_error("code", refusal.sentence(get_language() or "vi"))
        return _ask_for_code(request, form, point, 422)
    del request.session[PROOF]
    messages.success(
        request, _("Đã xác nhận. Chúng tôi cũng báo cho các địa chỉ khác của Quý khách.")
    )
    return redirect("portal:points")


@account_page("POST", sensitive=True, back="portal:points")
def removed(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Use a point no more. It is told there, and everywhere else."""
    remove_point(request.account, pk, at=now())
    messages.success(request, _("Đã bỏ. Chúng tôi báo điều này tới cả địa chỉ vừa bỏ."))
    return redirect("portal:points")


@account_page("POST", sensitive=True, back="portal:points")
def chosen(request: AccountRequest, pk: UUID) -> HttpResponse:
    """Be told there from now on."""
    choose_point(request.account, pk, at=now())
    messages.success(request, _("Từ nay chúng tôi báo cho Quý khách ở đó."))
    return redirect("portal:points")
