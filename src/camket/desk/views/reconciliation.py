"""The equation: everything that came in is somewhere."""

from __future__ import annotations

from django.http import HttpResponse

from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.incoming.words import PARTS_OF_ALL
from camket.people.rules import DESK, Role
from camket.reports.reconciliation import reconcile


@desk_page(*DESK, Role.ADMINISTRATOR)
def reconciliation(request: DeskRequest) -> HttpResponse:
    """The figures of `camket reconcile`, for each door and in all."""
    found = reconcile()
    lines = sorted(found.lines, key=lambda line: (line.mailbox == "*", line.mailbox))
    context = {
        "found": found,
        "parts": PARTS_OF_ALL.values(),
        "lines": [(line, [line.parts[part] for part in PARTS_OF_ALL]) for line in lines],
    }
    return show(request, "desk/reconciliation.html", context)
