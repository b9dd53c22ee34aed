"""Which cases a number or an address already has. It is for staff; nothing of it is told to the caller."""

from __future__ import annotations

from datetime import datetime

from camket.cases.models import Case
from camket.cases.queries.search import search
from camket.desk.queue.lines import Line, lines_of
from camket.people.models import Staff
from camket.text import phone_normal_form
from camket.vault.rules import Purpose

MOST = 6


def known_cases(phone: str, mail: str, *, by: Staff, at: datetime) -> list[Line]:
    """The newest cases under either, those that the person may see, each once. Leaves an access entry."""
    wanted = [phone] if phone_normal_form(phone) else []
    wanted += [mail] if "@" in mail else []
    found: dict[object, Case] = {}
    for text in wanted:
        for case in search(text, by=by, limit=MOST):
            found.setdefault(case.pk, case)
    cases = sorted(found.values(), key=lambda case: case.opened_at, reverse=True)[:MOST]
    return lines_of(cases, by=by, at=at, why=Purpose.FIND_CASES) if cases else []
