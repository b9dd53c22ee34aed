"""What is sealed opens in its own place, under a purpose, and leaves an entry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag

from camket.refusals import NotAllowed, NotFound
from camket.vault.actions import erase, new_compartments, purpose, sealer_for, store_blobs
from camket.vault.models import AccessEntry, Blob, Compartment, Hold, WrappedKey
from camket.vault.rules import CompartmentKind, Purpose, new_id

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
PLACE = "cases.message.text"

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def compartment() -> Compartment:
    return new_compartments([(CompartmentKind.CASE, "KH-1")], at=NOON)[0]


def test_a_sealed_text_opens_where_it_was_sealed_and_nowhere_else(compartment: Compartment) -> None:
    row = new_id(NOON)
    sealed = sealer_for([compartment.id]).seal(compartment.id, PLACE, row, "Bộ phát hỏng")
    assert "Bộ phát".encode() not in sealed.value

    with purpose(Purpose.HANDLE_CASE, by="NV-1", at=NOON, about="case:1") as opener:
        assert opener.text(compartment.id, PLACE, row, sealed.value) == "Bộ phát hỏng"
        with pytest.raises(InvalidTag):
            opener.text(compartment.id, "cases.case.title", row, sealed.value)
        with pytest.raises(InvalidTag):
            opener.text(compartment.id, PLACE, new_id(NOON), sealed.value)


def test_looking_twice_in_one_sitting_leaves_one_entry(compartment: Compartment) -> None:
    row = new_id(NOON)
    sealed = sealer_for([compartment.id]).seal(compartment.id, PLACE, row, "x").value
    for minutes in (0, 10, 50):
        at = NOON + timedelta(minutes=minutes)
        with purpose(Purpose.HANDLE_CASE, by="NV-1", at=at, about="case:1") as opener:
            opener.text(compartment.id, PLACE, row, sealed)
    assert AccessEntry.objects.count() == 2


def test_large_bytes_become_a_sealed_file(compartment: Compartment) -> None:
    content = b"photo" * 20_000
    stored = store_blobs(sealer_for([compartment.id]), [(compartment.id, content)], at=NOON)
    blob = Blob.objects.get(pk=stored[0].id)
    assert blob.name
    with purpose(Purpose.HANDLE_CASE, by="NV-1", at=NOON) as opener:
        assert opener.blob(blob) == content


def test_erasing_destroys_the_key_unless_a_hold_stops_it(compartment: Compartment) -> None:
    hold = Hold.objects.create(
        id=new_id(NOON), compartment=compartment, reason="court", placed_by="NV-1", placed_at=NOON
    )
    with pytest.raises(NotAllowed):
        erase(compartment, at=NOON)
    Hold.objects.filter(pk=hold.pk).update(lifted_at=NOON)
    erase(compartment, at=NOON)
    assert not WrappedKey.objects.filter(compartment=compartment.pk).exists()
    with pytest.raises(NotFound):
        sealer_for([compartment.id])


def test_ids_made_one_after_the_other_stay_in_order() -> None:
    made = [new_id(NOON) for _ in range(3000)]
    assert made == sorted(made)
    assert len(set(made)) == 3000
