"""`/healthz`: are web, worker, clock and mail door alive?"""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket.ops.pulse import lives


@require_safe
@never_cache
def show(request: HttpRequest) -> JsonResponse:
    """200 when all are alive, else 503 with who is not."""
    alive = lives()
    return JsonResponse(alive, status=200 if all(alive.values()) else 503)
