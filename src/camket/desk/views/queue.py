"""The lists of cases, and the search."""

from __future__ import annotations

from django.http import HttpResponse

from camket.cases.queries.search import search as find_cases
from camket.clock import now
from camket.desk.http import DeskRequest, desk_page, show
from camket.desk.queue.lines import grouped, left_group, lines_of
from camket.desk.queue.pages import left_behind, page_of, without_left
from camket.desk.queue.views import look_up, queue_named
from camket.people.rules import COUNTER, EVERYONE
from camket.ui.paging import PAGE
from camket.vault.rules import Purpose

LONGEST_SEARCH = 200
ALL_LEFT = "overnight"
"""The list that pages through everything that came after hours; the others show the first of it on top."""


@desk_page(*EVERYONE)
def queue(request: DeskRequest, name: str = "all") -> HttpResponse:
    """One list, by what is due."""
    rows = queue_named(name, request.staff, at=now()).with_people().select_related("complaint")
    after = request.GET.get("after", "")
    left = [] if after or name == ALL_LEFT else left_behind(rows)
    page = page_of(rows if name == ALL_LEFT else without_left(rows), after)
    lines = lines_of([*left, *page.cases], by=request.staff, at=now())
    context = {
        "queue": look_up(name),
        "groups": [*left_group(lines[: len(left)]), *grouped(lines[len(left) :], at=now())],
        "following": page.following,
        "more_left": len(left) == PAGE,
    }
    return show(request, "desk/queue.html", context)


@desk_page(*COUNTER)
def search(request: DeskRequest) -> HttpResponse:
    """Cases by number, name, address, phone or words, newest first."""
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    cases = find_cases(text, by=request.staff) if text else []
    lines = lines_of(cases, by=request.staff, at=now(), why=Purpose.FIND_CASES)
    return show(request, "desk/search.html", {"text": text, "lines": lines})
