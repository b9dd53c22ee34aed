"""What is late or raised, and who has it: the supervisor's page."""

from __future__ import annotations

from django.http import HttpResponse

from camket.clock import civil_date, now
from camket.desk.case.sight import colleagues
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.queue.lines import grouped, lines_of
from camket.desk.queue.pages import page_of
from camket.desk.queue.supervision import loads, troubled
from camket.notices.queries import held_up
from camket.people.rules import Role
from camket.rulebook.calendar_end import calendar_end


@desk_page(Role.SUPERVISOR)
def page(request: DeskRequest) -> HttpResponse:
    """Everything late or raised, each to be given to another."""
    rows = troubled(request.staff, at=now()).with_people().select_related("complaint")
    found = page_of(rows, request.GET.get("after", ""))
    context = {
        "groups": grouped(lines_of(found.cases, by=request.staff, at=now()), at=now()),
        "following": found.following,
        "loads": loads(request.staff, at=now()),
        "people": colleagues(),
        "calendar_end": calendar_end(civil_date(now())),
        "held_up": held_up(at=now()),
    }
    return show(request, "desk/supervision.html", context)
