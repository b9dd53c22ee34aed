"""Sealing binds a value to its place; row ids are ordered by time."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from camket.vault.rules import (
    KEY_BYTES,
    PURPOSES,
    Purpose,
    commitment_to,
    keyed_digest,
    letters_only,
    new_id,
    seal,
    unseal,
)

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
KEY = os.urandom(KEY_BYTES)
PLACE = "cases.message.text"


@given(value=st.binary(), sealing=st.booleans())
def test_what_is_sealed_opens_with_its_commitment(value: bytes, *, sealing: bool) -> None:
    row, key = new_id(NOON), KEY if sealing else None
    sealed = seal(key, PLACE, row, value)
    assert unseal(key, PLACE, row, memoryview(sealed.value), open_too=not sealing) == (
        value,
        sealed.commitment,
    )


@given(st.binary(min_size=1))
def test_the_same_value_never_looks_the_same_twice(value: bytes) -> None:
    row = new_id(NOON)
    once, again = seal(KEY, PLACE, row, value), seal(KEY, PLACE, row, value)
    assert once.value != again.value
    assert once.commitment != again.commitment


def test_a_value_opens_nowhere_else() -> None:
    row = new_id(NOON)
    sealed = seal(KEY, PLACE, row, b"x").value
    for key, place, other in (
        (KEY, "a.b", row),
        (KEY, PLACE, new_id(NOON)),
        (b"k" * 32, PLACE, row),
    ):
        with pytest.raises(InvalidTag):
            unseal(key, place, other, sealed)


def test_ids_of_one_instant_and_of_a_clock_that_went_back_stay_apart() -> None:
    ids = [new_id(NOON) for _ in range(5000)]
    assert ids == sorted(set(ids))
    assert new_id(NOON - timedelta(days=1)) < ids[0]
    assert new_id(NOON).version == 7


def test_digests_are_written_in_letters() -> None:
    word = letters_only(keyed_digest(KEY, b"x"), 12)
    assert word.isalpha()
    assert len(word) == 12
    assert commitment_to(b"salt", b"x") != commitment_to(b"tlas", b"x")


def test_every_purpose_is_said_in_both_languages() -> None:
    assert PURPOSES.keys() == set(Purpose)
