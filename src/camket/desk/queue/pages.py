"""Pages of a queue: by what is due, then by row; what has no date stands last. Paged by key."""

from __future__ import annotations

from dataclasses import dataclass

from camket.cases.models import Case, CaseQuerySet
from camket.ui.paging import PAGE, after_key, row_of

UNDATED = "-"


@dataclass(frozen=True, slots=True)
class CasePage:
    """The cases of one page, and the key of the next one, empty on the last."""

    cases: list[Case]
    following: str


def left_behind(rows: CaseQuerySet, size: int = PAGE) -> list[Case]:
    """What was left at the phone number after hours and nobody has taken up: the first to be called back."""
    return list(rows.left_after_hours().order_by("received_at", "id")[:size])


def without_left(rows: CaseQuerySet) -> CaseQuerySet:
    """The rest, which stands by what is due."""
    left = Case.objects.left_after_hours()
    return rows.exclude(pk__in=left.values("pk"))


def page_of(rows: CaseQuerySet, after: str = "", size: int = PAGE) -> CasePage:
    """The page after a key. At most two queries, and the same cost on every page."""
    wanted = size + 1
    found: list[Case] = []
    if not after.startswith(UNDATED):
        dated = rows.filter(due_at__isnull=False).order_by("due_at", "id")
        found = list(after_key(dated, "due_at", after)[:wanted])
    if len(found) < wanted:
        undated = rows.filter(due_at__isnull=True).order_by("id")
        if after.startswith(UNDATED):
            undated = undated.filter(id__gt=row_of(after.removeprefix(UNDATED)))
        found += undated[: wanted - len(found)]
    page = found[:size]
    return CasePage(page, _key(page[-1]) if len(found) > size else "")


def _key(case: Case) -> str:
    return f"{case.due_at.isoformat()}_{case.id}" if case.due_at else f"{UNDATED}{case.id}"
