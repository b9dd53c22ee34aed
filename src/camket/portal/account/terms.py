"""The terms: what is asked, what changed since, and three choices. Nothing else waits for the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from camket.clock import civil_date, now
from camket.portal.account.gate import AccountRequest, account_page
from camket.portal.policy.editions import changes_between
from camket.portal.policy.reading import contents_on
from camket.refusals import ChangedMeanwhile
from camket.rulebook.company import current_policy
from camket.terms.actions.accepting import accept, note
from camket.terms.models import Edition
from camket.terms.queries.standing import Standing, leaving_of, standing_of


class AnswerForm(forms.Form):
    """Which edition was shown, by number and digest, so that nothing else is accepted."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


@account_page()
def terms(request: AccountRequest) -> HttpResponse:
    """What changed first, then the choices; or what was accepted, where nothing is asked."""
    today = civil_date(now())
    standing = standing_of(request.account, on=today)
    context = {
        "standing": standing,
        "is_leaving": leaving_of(request.account) is not None,
        "may_wait": standing.asked is not None and standing.asked.may_wait(today),
        "is_coming": standing.asked is not None and standing.asked.day > today,
        **_shown(standing, get_language() or "vi"),
    }
    return render(request, "portal/account/terms.html", context)


def _shown(standing: Standing, lang: str) -> dict[str, Any]:
    """The edition that the page is about, and what is different from the one that was accepted."""
    version, accepted = standing.newest, standing.accepted
    if version is None:
        return {"edition": accepted.edition if accepted else None, "accepted": accepted}
    edition = Edition.objects.get(version=version)
    if accepted is None:
        contents = contents_on(current_policy(), edition.in_force_from, lang)
        return {"edition": edition, "contents": contents}
    changes = changes_between(accepted.edition.by_clause, edition.by_clause, lang)
    return {"edition": edition, "changes": changes, "accepted": accepted}


@account_page("POST", back="portal:terms")
def accepted(request: AccountRequest) -> HttpResponse:
    """Accept what was shown."""
    form = _answer(request)
    version, digest = form.cleaned_data["version"], form.cleaned_data["digest"]
    accept(request.account, version, digest, by=request.account.ref, at=now())
    messages.success(request, _("Cảm ơn Quý khách. Sự đồng ý đã được ghi lại cùng bản chính sách."))
    return redirect("portal:account")


@account_page("POST", back="portal:terms")
def later(request: AccountRequest) -> HttpResponse:
    """Decide later, or say that a change which asks nothing was seen."""
    version = _answer(request).cleaned_data["version"]
    note(request.account, version, by=request.account.ref, at=now())
    messages.success(
        request, _("Đã ghi nhận. Quý khách có thể mở lại trang điều khoản lúc nào cũng được.")
    )
    return redirect("portal:account")


def _answer(request: AccountRequest) -> AnswerForm:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise ChangedMeanwhile
    return form
