"""`/healthz`: are web, worker, clock and mail door alive?"""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket.clock import civil_date, now
from camket.ops.pulse import lives
from camket.rulebook.calendar_end import calendar_end


@require_safe
@never_cache
def show(request: HttpRequest) -> JsonResponse:
    """200 when all are alive, else 503 with who is not. A calendar that ends soon is named, and changes no status."""
    alive = lives()
    end = calendar_end(civil_date(now()))
    more = {"calendar_until": end.last_day.isoformat()} if end else {}
    return JsonResponse({**alive, **more}, status=200 if all(alive.values()) else 503)
