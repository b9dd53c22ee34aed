"""What a supervisor looks after: what is late or was raised, and how much each colleague has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from camket.cases.models import Case, CaseQuerySet
from camket.people.models import Staff


@dataclass(frozen=True, slots=True)
class Load:
    """The open cases of one colleague; of nobody, where `name` is empty."""

    name: str
    opened: int
    late: int
    raised: int


def troubled(staff: Staff, *, at: datetime) -> CaseQuerySet:
    """Open cases of which something is late, or which raised themselves."""
    rows = Case.objects.visible_to(staff).open()
    return rows.filter(Q(due_at__lt=at) | Q(raised_at__isnull=False))


def loads(staff: Staff, *, at: datetime) -> list[Load]:
    """How much each colleague has, who has most that is late first. One query."""
    rows = Case.objects.visible_to(staff).open().values("handler", "handler__name")
    counted = rows.annotate(
        opened=Count("pk"),
        late=Count("pk", filter=Q(due_at__lt=at)),
        raised=Count("pk", filter=Q(raised_at__isnull=False)),
    )
    found = [
        Load(row["handler__name"] or "", row["opened"], row["late"], row["raised"])
        for row in counted
    ]
    return sorted(found, key=lambda load: (-load.late, -load.raised, -load.opened, load.name))
