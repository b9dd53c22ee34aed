"""Pages that stand: start, contact, accessibility."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from camket.clock import now
from camket.portal.forms.following import FindForm
from camket.portal.today import hours_line, opening, promised_dates, promised_today
from camket.rulebook.company import current_policy
from camket.ui.formats.phones import phone, phone_link


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What can be done here, and what is promised today."""
    at = now()
    context = {
        **_about_hours(),
        "clock": promised_today(at),
        "find": FindForm(),
        "rights": _rights(),
    }
    return render(request, "portal/start.html", context)


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach people, and when."""
    return render(request, "portal/contact.html", _about_hours())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use the pages, and what was not tried."""
    return render(request, "portal/accessibility.html")


def _about_hours() -> dict[str, Any]:
    """Whether the desk is open; while it is closed, by when what is written now is answered, too."""
    at = now()
    door = opening(at)
    dates = None if door.is_open else promised_dates(at)
    return {"opening": door, "dates": dates, "hours_line": hours_line()}


def _rights() -> list[dict[str, str]]:
    """Links about rights: the policy's page, and the advice line."""
    number = current_policy().company.advice_line
    advice = _("Tư vấn người tiêu dùng %(number)s (miễn phí)") % {"number": phone(number)}
    label = _("Chính sách quyền và nghĩa vụ khách hàng")
    return [
        {"url": reverse("portal:policy"), "icon": "book-2", "label": label},
        {"url": reverse("portal:calculate"), "icon": "calendar", "label": _("Tính giúp tôi")},
        {"url": phone_link(number), "icon": "phone", "label": advice},
    ]
