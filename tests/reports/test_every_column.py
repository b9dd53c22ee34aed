"""Whoever changes a column by hand is found, whichever column it is; what may change unseen is named here, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from django.db import DatabaseError, connection, models, transaction

from camket.arrivals.models import Arrival
from camket.arrivals.submission import Attached, Sender
from camket.cases.actions.care import assign, name_person_concerned
from camket.cases.actions.scanning import quarantine
from camket.cases.models import TEXT, Attachment, Case, Message
from camket.clock import civil_date
from camket.complaints.actions.checking import (
    add_point,
    ask,
    hear_answer,
    record_finding,
    start_checking,
)
from camket.complaints.actions.deciding import announce_later_date, decide, finish_remedy
from camket.complaints.models import (
    Complaint,
    Decision,
    Point,
    PointAnswer,
    Question,
    Remedy,
)
from camket.complaints.rules.moves import Actor
from camket.notices.actions.calling import record_call
from camket.notices.models import CallAttempt, CallTask, Delivery, Notice
from camket.notices.rules import CallOutcome
from camket.ops.actions import add_staff
from camket.people.models import ApiKey, Staff, StaffRole
from camket.people.programs import add_key
from camket.people.rules import Role
from camket.promises.models import Promise
from camket.reports.verification import verify
from camket.vault.actions import erase, purpose
from camket.vault.models import WrappedKey
from camket.vault.rules import Purpose
from tests.complaints.conftest import MONDAY, deliver, take_in
from tests.complaints.test_story import ACCEPTED
from tests.intake.test_take import came, mail

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("published"),
]

UNSEALED = b"\x00" + b"0" * 16 + "Lời của người khác".encode()
"""What a desk that seals nothing would write."""
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
        "compartment_id": "with another one it does not open",
        **dict.fromkeys(["tries", "next_try", "claimed_until"], QUEUE),
    },
    Attachment: {
        "type": "was read from the content, which is committed to",
        "scan": "only what was locked away has a fact; see below",
    },
    ApiKey: {
        "digest": "with another one the key no longer opens; the old one cannot be made from it"
    },
}


@pytest.fixture
def worked_on(linh: Staff, vinh: Staff) -> None:
    """Every kind of row: asked and answered, a later date, decided, told by phone, one remedy done of two."""
    file = Attached("hop.txt", "text/plain", "Ảnh hộp".encode())
    case = take_in(product="Bộ phát", remedy_sought="Đổi máy", attachments=(file,)).case
    complaint = Complaint.objects.select_related("case").get(pk=case.pk)
    deliver(MONDAY)
    complaint.refresh_from_db()
    name_person_concerned(complaint.case, vinh, by=linh, at=MONDAY)
    assign(complaint.case, linh, by=linh, at=MONDAY)
    start_checking(complaint, by=linh, at=MONDAY)
    ask(complaint, "Xin ảnh sê-ri.", by=linh, at=MONDAY)
    hear_answer(complaint, actor=Actor.DESK, by=linh.ref, at=MONDAY)
    record_finding(complaint.points.get(), "Đã đối chiếu sê-ri.", by=linh, at=MONDAY)
    announce_later_date(complaint, date(2026, 12, 15), "Chờ hãng.", by=linh, at=MONDAY)
    due = civil_date(MONDAY) + timedelta(days=9)
    promised = (replace(ACCEPTED.remedies[0], detail="Máy mới", due=due),)
    decide(
        complaint, replace(ACCEPTED, remedies=promised, legal_basis="Điều 10"), by=linh, at=MONDAY
    )
    finish_remedy(Remedy.objects.get(), by=linh, at=MONDAY)
    _others(linh)


def _others(linh: Staff) -> None:
    """A caller who is rung up, a mail, a member of staff, a program."""
    take_in(Sender(name="Bà Tư", phone="0909 156 179"))
    task = CallTask.objects.select_related("notice__customer").get()
    record_call(task, CallOutcome.NO_ANSWER, note="Máy bận", by=linh, at=MONDAY)
    came(mail())
    add_staff("moi", "Người mới", "matkhau-dai-lam", [Role.AGENT], by="camket", at=MONDAY)
    add_key("website", by="camket", at=MONDAY)


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


@pytest.mark.parametrize("scan", ["clean", "quarantined"])
def test_no_file_is_let_out_or_locked_away_unseen(worked_on: None, scan: str) -> None:
    file = Attachment.objects.get()
    if scan == "clean":
        quarantine(file, "Eicar", at=MONDAY)
    assert verify().fault is None
    Attachment.objects.update(scan=scan)
    assert "without a fact" in str(verify().fault)


def test_words_put_in_unsealed_are_found_and_never_shown(worked_on: None) -> None:
    message = Message.objects.order_by("pk")[0]
    Message.objects.filter(pk=message.pk).update(text=UNSEALED)
    assert "is not what was written" in str(verify().fault)
    message.refresh_from_db()
    compartment = message.case.compartment_id
    with (
        purpose(Purpose.HANDLE_CASE, by="NV-1", at=MONDAY) as opener,
        pytest.raises(InvalidTag),
    ):
        opener.text(compartment, TEXT, message.id, message.text or b"")


def test_an_earlier_sealed_finding_put_back_is_found(worked_on: None, linh: Staff) -> None:
    other = Complaint.objects.select_related("case").exclude(status="decided")[0]
    start_checking(other, by=linh, at=MONDAY)
    point = add_point(other, "Máy nóng", by=linh, at=MONDAY)
    record_finding(point, "Chưa thấy lỗi.", by=linh, at=MONDAY)
    before = Point.objects.get(pk=point.pk).finding
    record_finding(point, "Có lỗi.", by=linh, at=MONDAY)
    assert verify().fault is None
    Point.objects.filter(pk=point.pk).update(finding=before)
    assert "finding is not what was written" in str(verify().fault)


def test_what_was_erased_still_verifies(worked_on: None) -> None:
    for case in Case.objects.select_related("compartment"):
        erase(case.compartment, at=MONDAY)
    assert verify().fault is None
    WrappedKey.objects.all().delete()
    assert verify().fault is not None


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
    for child in condition.children:
        if isinstance(child, tuple):
            yield child
        elif isinstance(child, models.Q):
            yield from _children(child)
