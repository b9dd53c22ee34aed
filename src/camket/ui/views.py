"""The kit page."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from camket.ui.kit import sample
from camket.ui.parts.rail import Rail, RailLink, RailList

RAIL = Rail(
    lists=(
        RailList((RailLink("#", "list-check", "Theo hạn", 86, current=True),)),
        RailList((RailLink("#", "alert-triangle", "Trễ hạn", 2, "late"),), "Việc đến"),
    ),
    person="Trần Mỹ Linh",
    role="Chăm sóc khách hàng",
    search_url="#",
    sign_out_url="#",
)


def kit(request: HttpRequest, face: str = "portal") -> HttpResponse:
    """Every part in every state, in the frame of one face."""
    if not (settings.DEBUG or settings.CAMKET_DEMO):
        raise Http404
    context = {**sample(), "rail": RAIL}
    return render(request, f"ui/kit_{face}.html", context)
