"""Whoever changes a column by hand is found, whichever column it is; what may change unseen is named here, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, models, transaction

from camket.arrivals.models import Arrival
from camket.cases.models import Attachment, Case, Message
from camket.clock import civil_date
from camket.complaints.models import (
    Complaint,
    Decision,
    Point,
    PointAnswer,
    Question,
    Remedy,
)
from camket.notices.models import CallAttempt, CallTask, Delivery, Notice
from camket.people.models import ApiKey, Grant, StaffRole
from camket.promises.models import Promise
from camket.reports.verification import verify
from camket.services.models import Concern, Holding, Outage, Report
from camket.terms.models import Acceptance, Breach, Contest, Edition, Leaving, Noted, Paper
from tests.complaints.conftest import MONDAY
from tests.reports.working import UNSEALED

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("published"),
]

QUEUE = "says when a worker does it next, not what happened"
OWN = "no fact speaks of the row by it; what hangs on the row hangs on it still"
FREE: dict[type[models.Model], dict[str, str]] = {
    Notice: {
        "kind": "how it is sent; the letter, which decides it, is in the fact",
        "customer_id": "where it went is in the fact",
        "language": "what was said is committed to",
    },
    Delivery: {
        "id": OWN,
        "message_id": "signed with a key that is not in the database",
        "state": "before its end",
        "error": "why it is tried again",
        "carrier_ref": "the carrier's own word",
        "ended_at": "the notice says when it was told",
        **dict.fromkeys(["tries", "next_try", "claimed_until"], QUEUE),
    },
    CallTask: {
        "id": OWN,
        "contact_point_id": "who rings is shown the number, and may choose another",
        "state": "an open call is at worst made twice",
        **dict.fromkeys(["call_at", "claimed_by", "claimed_until"], QUEUE),
    },
    Arrival: {
        "form": "with another one the bytes are not understood, and held",
        "channel": "the case says how it came",
        "mailbox": "`camket reconcile` finds it",
        "source": "only says that the same is not taken twice",
        "message_index": "only says that the same is not taken twice",
        "content_index": "only says that the same is not taken twice",
        "size": "only says how many fit into memory together",
        **dict.fromkeys(["tries", "next_try", "claimed_until"], QUEUE),
    },
    Attachment: {
        "type": "was read from the content, which is committed to",
        "scan": "only what was locked away has a fact; see below",
    },
    Concern: {"id": OWN},
    Paper: {
        "type": "was read from the content, which is committed to",
        "scan": "only what was locked away has a fact; see tests/terms/test_scanning.py",
    },
    ApiKey: {
        "digest": "with another one the key no longer opens; the old one cannot be made from it"
    },
    Grant: {"index": "says whose letter it was; who accepted is in the fact"},
}


TABLES = [
    Case,
    Message,
    Attachment,
    Complaint,
    Point,
    Question,
    Decision,
    PointAnswer,
    Remedy,
    Promise,
    Notice,
    Delivery,
    CallTask,
    CallAttempt,
    Arrival,
    ApiKey,
    Holding,
    Outage,
    Concern,
    Report,
    Edition,
    Acceptance,
    Noted,
    Leaving,
    Breach,
    Contest,
    Paper,
    Grant,
]


def columns(table: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """The columns that nobody may change unseen."""
    free = FREE.get(table, {})
    return (field for field in table._meta.concrete_fields if field.column not in free)


def test_no_column_changes_unseen(worked_on: None) -> None:
    assert verify().fault is None
    unseen = [
        f"{table.__name__}.{field.column}"
        for table in TABLES
        for field in columns(table)
        for pk in table._default_manager.order_by("pk").values_list("pk", flat=True)[:2]
        if not is_found(table, field, pk)
    ]
    assert unseen == []


def test_no_row_is_removed_unseen(worked_on: None) -> None:
    names = [table._meta.db_table for table in [*TABLES, StaffRole]]
    statement = 'DELETE FROM "{}"'
    assert [name for name in names if not found_after(statement.format(name), [])] == []


def is_found(table: type[models.Model], field: models.Field[Any, Any], pk: object) -> bool:
    """Whether another value in one column of one row is found, or refused by the database itself."""
    value = table._default_manager.values_list(field.attname, flat=True).get(pk=pk)
    key = table._meta.pk
    assert key is not None
    name = table._meta.db_table
    statement = f'UPDATE "{name}" SET "{field.column}" = %s WHERE "{key.column}" = %s'  # noqa: S608
    values = [another(field, value), key.get_db_prep_value(pk, connection)]
    return found_after(statement, values)


def found_after(statement: str, values: list[Any]) -> bool:
    """Do it by hand, verify, and undo it."""
    try:
        with connection.constraint_checks_disabled(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
            fault = verify().fault
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return fault is not None


def another(field: models.Field[Any, Any], value: Any) -> Any:
    """A value of the same type that is not this one, as the database wants it."""
    made: Any
    kind = field.get_internal_type()
    if kind in {"ForeignKey", "OneToOneField", "UUIDField"}:
        made = _another_row(field, value)
    elif kind == "BooleanField":
        made = not value
    elif kind == "DateTimeField":
        made = (value or MONDAY) + timedelta(minutes=7)
    elif kind == "DateField":
        made = (value or civil_date(MONDAY)) + timedelta(days=1)
    elif kind == "JSONField":
        return json.dumps({"due": "2026-12-01", "calendar": "x", "steps": []})
    elif kind == "BinaryField":
        made = UNSEALED
    elif kind == "CharField":
        made = _another_word(field, value)
    else:
        made = (value or 0) + 1
    return field.get_db_prep_value(made, connection)


def _another_row(field: models.Field[Any, Any], value: Any) -> Any:
    """The key of another row that is there, so that not even a foreign key tells."""
    if field.is_relation and field.related_model is not None:
        rows = field.related_model._default_manager.exclude(pk=value)
        return rows.values_list("pk", flat=True).first() or UUID(int=7)
    return UUID(int=7)


def _another_word(field: models.Field[Any, Any], value: str | None) -> str:
    """Another word that the column's own constraint allows, or else the same with one letter changed."""
    known = {
        str(one)
        for constraint in field.model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        for name, ones in _children(constraint.condition)
        if name == f"{field.name}__in"
        for one in ones
    }
    others = sorted(known - {value})
    return others[0] if others else f"{value or ''}x"[-(field.max_length or 1) :]


def _children(condition: Any) -> Iterator[tuple[str, Any]]:
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            yield child
        elif isinstance(child, models.Q):
            yield from _children(child)
