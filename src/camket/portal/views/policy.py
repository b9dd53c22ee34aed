"""The policy: whole, one clause, one version of a clause, and as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from camket.clock import civil_date, now
from camket.policy import Clause, ClauseVersion, Origin
from camket.portal.forms.receipt_day import ReceiptDayForm
from camket.portal.policy.comparing import compare
from camket.portal.policy.examples import answer_if_received
from camket.portal.policy.finding import chapters_with, contents_with
from camket.portal.policy.plain import policy_json
from camket.portal.policy.reading import (
    chapters_on,
    clause_view,
    contents_on,
    numbers_of,
    points_of_the_decree,
)
from camket.portal.policy.words import ABOUT_KINDS, KINDS
from camket.refusals import NotFound
from camket.rulebook.company import current_policy

LONGEST_SEARCH = 100


# Compressed: it is long, public, and holds nothing that an attacker could guess by its length.
@gzip_page
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """Everything that holds today, in the order in which it is printed."""
    policy, day, lang = current_policy(), civil_date(now()), get_language() or "vi"
    wanted = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    contents = contents_with(policy, wanted, day, lang)
    context = {
        "wanted": wanted,
        "found": sum(len(chapter.lines) for chapter in contents),
        "contents": contents,
        "chapters": chapters_with(chapters_on(policy, day, lang), contents),
        "points": points_of_the_decree(policy, day, lang),
        "kinds": [(KINDS[kind], about) for kind, about in ABOUT_KINDS.items()],
        "day": day,
    }
    return render(request, "portal/policy/whole.html", context)


@require_safe
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """The version of a clause that holds today, or the last one that did."""
    found, day = current_policy().history(clause_id), civil_date(now())
    begun = [version for version in found.versions if version.in_force_from <= day]
    return _clause_page(request, found, (begun or list(found.versions[:1]))[-1])


@require_safe
def version(request: HttpRequest, clause_id: str, since: str) -> HttpResponse:
    """A clause as it was, or will be: what a promise that was given under it still means."""
    found = current_policy().history(clause_id)
    return _clause_page(request, found, _begun_on(found, since))


def _begun_on(found: Clause, since: str) -> ClauseVersion:
    """The version that began on a day. Raises NotFound."""
    for each in found.versions:
        if each.in_force_from.isoformat() == since:
            return each
    raise NotFound(
        "Điều khoản này không có phiên bản bắt đầu từ ngày đó. Xin xem danh sách phiên bản.",
        "This clause has no version that begins on that day. Please see the list of versions.",
    )


@require_safe
def differences(request: HttpRequest, clause_id: str) -> HttpResponse:
    """What changed between any two versions of a clause, named by the days on which they began."""
    found, lang = current_policy().history(clause_id), get_language() or "vi"
    chosen = [_begun_on(found, request.GET.get(name, "")) for name in ("from", "to")]
    context = {
        "clause": found,
        "versions": list(reversed(found.versions)),
        "difference": compare(chosen[0], chosen[1], lang),
        "title": chosen[1].title(lang),
    }
    return render(request, "portal/policy/differences.html", context)


@gzip_page
@require_safe
def plain(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    content = policy_json(current_policy(), lambda name: reverse("portal:clause", args=[name]))
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _clause_page(request: HttpRequest, found: Clause, shown: ClauseVersion) -> HttpResponse:
    policy, day, lang = current_policy(), civil_date(now()), get_language() or "vi"
    context = {
        "view": clause_view(policy, found, shown, lang),
        "numbers": numbers_of(found, shown, lang),
        "assumed": any(v.parameter.origin is Origin.ASSUMED for v in shown.values.values()),
        "versions": list(reversed(found.versions)),
        "now": found.on(day),
        "contents": contents_on(policy, day, lang),
        **_own_day(request, found, day),
    }
    return render(request, "portal/policy/clause.html", context)


def _own_day(request: HttpRequest, found: Clause, day: date) -> dict[str, Any]:
    """What the clause means for a matter that comes on the reader's day. Nothing is kept of the question."""
    policy, lang = current_policy(), get_language() or "vi"
    if answer_if_received(policy, found, day, lang) is None:
        return {}
    form = ReceiptDayForm(request.GET if "sent" in request.GET else None, initial={"sent": day})
    sent = form.cleaned_data["sent"] if form.is_bound and form.is_valid() else None
    answer = answer_if_received(policy, found, sent, lang) if sent else None
    return {"own_day": form, "own_answer": answer, "no_answer": sent is not None and answer is None}
