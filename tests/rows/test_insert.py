"""Rows that are inserted at once are the rows that Django would have inserted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, models, transaction

from camket.evidence.models import Chain
from camket.people.models import Staff, StaffRole
from camket.promises.models import Promise
from camket.rows import insert
from camket.vault.models import Blob, Compartment, WrappedKey

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOON = datetime(2026, 11, 23, 5, 0, 0, 123_456, tzinfo=UTC)


def _promise(pk: UUID) -> Promise:
    return Promise(
        id=pk,
        subject="case:KN-26-4F7K2",
        kind="resolve",
        basis="clause",
        clause_id="thoi-gian.thuong",
        clause_digest="0" * 64,
        calendar_version="vn@1",
        made_at=NOON,
        received_at=NOON,
        limit=date(2026, 12, 2),
        due_at=NOON,
        arithmetic={"due": "2026-12-02", "steps": [{"counts": True, "why_vi": "Thứ Hai"}]},
    )


def _kept(pk: UUID) -> dict[str, object]:
    row = Promise.objects.values().get(pk=pk)
    return {name: value for name, value in row.items() if name != "id"}


def test_every_kind_of_value_comes_back_as_bulk_create_would_have_kept_it() -> None:
    ours, djangos = uuid4(), uuid4()
    insert([_promise(ours)])
    Promise.objects.bulk_create([_promise(djangos)])
    assert _kept(ours) == _kept(djangos)


def test_bytes_come_back_whole_and_in_their_own_database() -> None:
    box = Compartment(id=uuid4(), kind="case", owner_ref="KH-1", created_at=NOON)
    insert([box])
    insert([Blob(id=uuid4(), compartment=box, size=3, inline=b"\x00\xff'")])
    insert([WrappedKey(compartment=box.id, kek="1", wrapped=b"\x01" * 40, made_at=NOON)])
    assert bytes(Blob.objects.get().inline or b"") == b"\x00\xff'"
    assert WrappedKey.objects.using("keys").get().wrapped == b"\x01" * 40


def test_keys_that_the_database_makes_are_made() -> None:
    linh = Staff.objects.create_staff("linh", "Trần Mỹ Linh", "matkhau-dai-lam")
    insert([StaffRole(staff=linh, role=role) for role in ("agent", "cashier")])
    assert len({row.pk for row in StaffRole.objects.all()}) == 2


def test_only_what_is_to_be_replaced_is_written_over_a_row_that_is_there() -> None:
    insert([Chain(subject="case:A", length=1, head="a")])
    both = [
        Chain(subject="case:A", length=2, head="b"),
        Chain(subject="case:B", length=1, head="c"),
    ]
    insert(both, replace=("length",))
    rows = Chain.objects.order_by("subject").values_list("subject", "length", "head")
    assert list(rows) == [("case:A", 2, "a"), ("case:B", 1, "c")]


def test_a_key_that_is_there_already_is_refused() -> None:
    insert([Chain(subject="case:A", length=1, head="a")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([Chain(subject="case:A", length=1, head="a")])


def test_a_row_that_was_inserted_knows_it_and_is_saved_as_a_change() -> None:
    row = Chain(subject="case:A", length=1, head="a")
    insert([row])
    row.length = 2
    row.save(force_update=True)
    assert Chain.objects.get().length == 2


def test_no_rows_are_no_statement() -> None:
    nobody: list[models.Model] = []
    insert(nobody)
    assert not Chain.objects.exists()
