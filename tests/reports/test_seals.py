"""What is sealed is what was committed to: nothing is put in, put back or let out unseen, and erasing is no fault."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag

from camket.cases.actions.scanning import quarantine
from camket.cases.models import TEXT, Attachment, Case, Message
from camket.complaints.actions.checking import add_point, record_finding, start_checking
from camket.complaints.models import Complaint, Point
from camket.people.models import Staff
from camket.reports.verification import verify
from camket.vault.actions import erase, purpose
from camket.vault.models import Compartment, WrappedKey
from camket.vault.rules import Purpose
from tests.complaints.conftest import MONDAY
from tests.reports.test_verification import by_hand
from tests.reports.working import UNSEALED

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("published"),
]


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


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE cases_message SET text = 'Lời của người khác'",
        "UPDATE evidence_fact SET body = '[]' WHERE position = 2",
        "UPDATE cases_case SET received_at = 'hôm qua'",
    ],
)
@pytest.mark.only_on("sqlite")
def test_what_cannot_even_be_read_is_a_fault_and_no_traceback(worked_on: None, edit: str) -> None:
    by_hand(edit)
    assert verify().fault is not None


def test_a_changed_key_is_a_fault(worked_on: None) -> None:
    WrappedKey.objects.update(wrapped=b"0" * 40)
    assert "KeyChanged" in str(verify().fault)


def test_what_was_erased_still_verifies(worked_on: None) -> None:
    for case in Case.objects.select_related("compartment"):
        erase(case.compartment, at=MONDAY)
    assert (verify().fault, verify().without_a_key) == (None, 0)


def test_keys_that_nobody_destroyed_are_missed(worked_on: None) -> None:
    WrappedKey.objects.all().delete()
    assert (verify().fault, verify().without_a_key) == (None, Compartment.objects.count())
