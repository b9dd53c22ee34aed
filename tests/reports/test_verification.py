"""Whatever is changed by hand is found; between checkpoints only the newest facts can go unseen."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from camket.arrivals.submission import Sender
from camket.complaints.actions.checking import record_finding, start_checking
from camket.complaints.actions.deciding import decide
from camket.complaints.models import Complaint
from camket.evidence.actions import record
from camket.evidence.actions.signing import checkpoint, published_folder
from camket.evidence.merkle import leaf_hash, root_from_inclusion
from camket.evidence.models import Chain, Checkpoint, Fact, Leaf
from camket.evidence.queries import receipt, recorded
from camket.evidence.rules import is_signed
from camket.ops.actions import OPERATOR, publish_policy
from camket.people.models import Staff
from camket.reports.verification import verify
from camket.rulebook.company import current_policy
from tests.complaints.conftest import MONDAY, take_in, take_in_many
from tests.complaints.test_story import ACCEPTED
from tests.intake.test_take import came, mail

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("published"),
]


@pytest.fixture
def signed(router: Complaint, linh: Staff) -> Complaint:
    """Two complaints, one of them worked on, under a signed checkpoint."""
    take_in()
    start_checking(router, by=linh, at=MONDAY)
    checkpoint(at=MONDAY)
    return router


def by_hand(statement: str, *values: Any) -> None:
    """What somebody with access to the database would type, foreign keys or not."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_desk_has_no_fault(signed: Complaint) -> None:
    result = verify()
    assert result.fault is None
    assert result.facts == Fact.objects.count() == result.leaves
    assert result.checkpoints == 1


HAND_EDITS = {
    "a fact changed": "UPDATE evidence_fact SET by = 'NV-X' WHERE subject = %s AND position = 2",
    "its body changed": "UPDATE evidence_fact SET body = '{{}}' WHERE subject = %s AND position = 3",
    "a fact moved": "UPDATE evidence_fact SET position = 99 WHERE subject = %s AND position = 2",
    "the head moved": "UPDATE evidence_chain SET length = length + 1 WHERE subject = %s",
    "a signature changed": "UPDATE evidence_fact SET mac = previous WHERE subject = %s AND position = 4",
}


@pytest.mark.parametrize("edit", HAND_EDITS.values(), ids=HAND_EDITS.keys())
def test_a_row_changed_by_hand_is_found(signed: Complaint, edit: str) -> None:
    by_hand(edit.replace("{{}}", "{}"), signed.case.subject)
    assert verify().fault is not None
    assert verify(signed.case.subject).fault is not None


def test_a_removed_fact_is_found(signed: Complaint) -> None:
    fact = Fact.objects.get(subject=signed.case.subject, position=2)
    Leaf.objects.filter(fact=fact).delete()
    fact.delete()
    assert verify(signed.case.subject).fault is not None


def test_a_forged_tail_with_right_digests_is_found(signed: Complaint) -> None:
    last = Fact.objects.filter(subject=signed.case.subject).latest("position")
    forged = Fact.objects.get(pk=last.pk)
    forged.pk, forged.position, forged.previous = None, last.position + 1, last.digest
    forged.digest = recorded(forged).digest()
    forged.save()
    Chain.objects.filter(pk=last.subject).update(length=forged.position, head=forged.digest)
    assert "signature is not ours" in str(verify().fault)


def test_a_whole_chain_removed_is_found(signed: Complaint) -> None:
    by_hand(
        "DELETE FROM evidence_leaf WHERE fact_id IN (SELECT id FROM evidence_fact WHERE subject = %s)",
        signed.case.subject,
    )
    by_hand("DELETE FROM evidence_fact WHERE subject = %s", signed.case.subject)
    by_hand("DELETE FROM evidence_chain WHERE subject = %s", signed.case.subject)
    assert verify().fault is not None


STATE_EDITS = {
    "a state": "UPDATE complaints_complaint SET status = 'closed'",
    "a kind": "UPDATE cases_case SET kind = 'feedback'",
    "a receipt": "UPDATE cases_case SET received_at = opened_at",
    "a handler": "UPDATE cases_case SET handler_id = (SELECT id FROM people_staff)",
    "a promise's end": "UPDATE promises_promise SET due_at = made_at",
    "a promise's arithmetic": "UPDATE promises_promise SET arithmetic = '{}'",
    "a promise's state": "UPDATE promises_promise SET state = 'kept', ended_at = made_at",
    "a promise": "DELETE FROM promises_promise",
    "a promise's receipt": "UPDATE promises_promise SET received_at = due_at",
    "a raised case": "UPDATE cases_case SET raised_at = opened_at",
    "a message's way": "UPDATE cases_message SET direction = 'out'",
    "a message": "DELETE FROM cases_message",
}


@pytest.mark.parametrize("edit", STATE_EDITS.values(), ids=STATE_EDITS.keys())
def test_a_state_changed_by_hand_is_found(signed: Complaint, edit: str) -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute(edit)
    assert verify().fault is not None


DECISION_EDITS = {
    "its outcome": "UPDATE complaints_decision SET outcome = 'rejected'",
    "a legal answer": "UPDATE complaints_pointanswer SET our_error = NOT COALESCE(our_error, FALSE)",
    "a legal answer for the whole": "UPDATE complaints_decision SET our_error = TRUE",
    "a remedy's amount": "UPDATE complaints_remedy SET amount = 1",
    "a remedy's day": "UPDATE complaints_remedy SET due = '2027-01-01'",
    "a remedy marked as done": "UPDATE complaints_remedy SET done_at = '2026-11-23 00:00:00+00:00'",
    "a remedy": "DELETE FROM complaints_remedy",
}


@pytest.fixture
def decided(signed: Complaint, linh: Staff) -> Complaint:
    """The complaint, decided with a remedy."""
    record_finding(signed.points.get(), "Đã đối chiếu sê-ri.", by=linh, at=MONDAY)
    decide(signed, ACCEPTED, by=linh, at=MONDAY)
    return signed


@pytest.mark.parametrize("edit", DECISION_EDITS.values(), ids=DECISION_EDITS.keys())
def test_a_decision_changed_by_hand_is_found(decided: Complaint, edit: str) -> None:
    assert verify(decided.case.subject).fault is None
    by_hand(edit)
    assert verify(decided.case.subject).fault is not None


ARRIVAL_EDITS = {
    "an outcome": "UPDATE arrivals_arrival SET outcome = 'automatic'",
    "a case": "UPDATE arrivals_arrival SET case_number = 'KN-26-22222'",
    "a time of receipt": "UPDATE arrivals_arrival SET received_at = '2026-11-01 00:00:00+00:00'",
    "an arrival": "DELETE FROM arrivals_arrival",
    "its chain": "UPDATE evidence_fact SET subject = 'arrival:x' WHERE kind = 'arrival.settled'",
}


@pytest.mark.parametrize("edit", ARRIVAL_EDITS.values(), ids=ARRIVAL_EDITS.keys())
def test_an_arrival_changed_by_hand_is_found(db: None, edit: str) -> None:
    came(mail())
    assert "no checkpoint" not in str(verify().fault)
    by_hand(edit)
    assert verify().fault is not None


def test_hundreds_of_chains_cost_no_more_queries_than_one(db: None) -> None:
    def queries(senders: int) -> int:
        take_in_many([Sender(mail=f"k{senders}.{n}@example.vn") for n in range(senders)])
        with CaptureQueriesContext(connection) as captured:
            assert verify().fault is None
        return len(captured)

    assert queries(30) <= queries(1)


def test_a_changed_checkpoint_is_found(signed: Complaint) -> None:
    Checkpoint.objects.update(at=MONDAY + timedelta(days=1))
    assert "signature" in str(verify().fault)
    Checkpoint.objects.update(at=MONDAY, root="0" * 64)
    assert "root" in str(verify().fault)
    Checkpoint.objects.all().delete()
    assert "no checkpoint" in str(verify().fault)


def remove_newest_fact(subject: str) -> None:
    """Take the last fact away and mend the head, as somebody with access would."""
    last = Fact.objects.filter(subject=subject).latest("position")
    Leaf.objects.filter(fact=last).delete()
    Chain.objects.filter(pk=subject).update(length=last.position - 1, head=last.previous)
    last.delete()


def test_between_checkpoints_the_removal_of_the_newest_fact_goes_unseen(signed: Complaint) -> None:
    record(signed.case.subject, "case.note", at=MONDAY, by="NV-1")
    remove_newest_fact(signed.case.subject)
    assert verify().fault is None


def test_once_signed_the_newest_fact_cannot_be_removed_unseen(signed: Complaint) -> None:
    record(signed.case.subject, "case.note", at=MONDAY, by="NV-1")
    checkpoint(at=MONDAY)
    remove_newest_fact(signed.case.subject)
    assert verify().fault is not None


def test_a_log_that_was_cut_back_contradicts_what_was_published(
    signed: Complaint, settings: Any, tmp_path: Path
) -> None:
    settings.CAMKET_HOME = tmp_path
    record(signed.case.subject, "case.note", at=MONDAY, by="NV-1")
    newest = checkpoint(at=MONDAY)
    assert newest is not None
    assert verify(published=published_folder()).fault is None
    newest.delete()
    remove_newest_fact(signed.case.subject)
    assert verify().fault is None
    assert "published" in str(verify(published=published_folder()).fault)


def test_the_next_checkpoint_goes_on_from_the_last(signed: Complaint, linh: Staff) -> None:
    assert checkpoint(at=MONDAY) is None
    take_in()
    later = checkpoint(at=MONDAY + timedelta(hours=1))
    assert later is not None
    assert later.size == Fact.objects.count()
    assert verify().checkpoints == 2
    published = Path(settings.CAMKET_HOME) / "checkpoints" / f"{later.size:012d}.txt"
    assert later.root in published.read_text()


def test_a_customer_verifies_a_receipt_with_the_public_key_alone(signed: Complaint) -> None:
    given = json.loads(json.dumps(receipt(signed.case.subject)))
    point = given["checkpoint"]
    assert is_signed(point["key"], point["text"], point["signature"])
    size, root = int(point["text"].split("\n")[2]), point["text"].split("\n")[3]
    for position, proof in given["proofs"].items():
        digest = hashlib.sha256(given["facts"][int(position) - 1].encode()).digest()
        path = [bytes.fromhex(step) for step in proof["path"]]
        found = root_from_inclusion(proof["index"], size, leaf_hash(digest), path)
        assert found is not None
        assert found.hex() == root


@pytest.fixture
def renamed(signed: Complaint, settings: Any, tmp_path: Path) -> str:
    """The company takes another name, and signs with it from then on."""
    name = "Viễn thông Sao Mai"
    place = tmp_path / "renamed"
    shutil.copytree(settings.CAMKET_POLICY, place)
    told = place / "company.toml"
    told.write_text(told.read_text("utf-8").replace('"MiT"', f'"{name}"'), "utf-8")
    settings.CAMKET_POLICY = place
    publish_policy(current_policy(), by=OPERATOR, at=MONDAY)
    take_in()
    checkpoint(at=MONDAY + timedelta(hours=1))
    return name


def test_what_was_signed_holds_under_the_name_of_its_day(renamed: str) -> None:
    before, after = Checkpoint.objects.order_by("size")
    assert (before.name, after.name) == ("MiT", renamed)
    assert verify().fault is None


def test_nobody_signs_under_another_name_afterwards(renamed: str) -> None:
    Checkpoint.objects.filter(name="MiT").update(name=renamed)
    assert "signature is not ours" in str(verify().fault)


def test_a_checkpoint_of_before_finds_the_name_that_was_published_with_it(renamed: str) -> None:
    migration = import_module("camket.evidence.migrations.0003_checkpoint_name")
    Checkpoint.objects.update(name="")
    migration.name_from_what_was_published(apps, None)
    assert verify().fault is None
    for file in published_folder().iterdir():
        file.unlink()
    migration.name_from_what_was_published(apps, None)
    assert set(Checkpoint.objects.values_list("name", flat=True)) == {renamed}
