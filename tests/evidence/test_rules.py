"""A fact's digest covers all that it says, and nobody signs for us."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from camket.evidence.rules import (
    LARGEST,
    RecordedFact,
    canonical_json,
    checkpoint_text,
    is_signed,
    public_key,
    sign,
)

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
FACT = RecordedFact("case:KN-26-4F7K2", 1, "case.opened", NOON, "camket", {"kind": "complaint"})


# Names are ASCII in our facts; others must come out right all the same, and so must fractions.
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.floats(-1e9, 1e9) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(plain)
def test_the_canonical_form_is_the_one_of_the_standard(value: object) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_a_number_that_readers_of_json_would_round_is_refused() -> None:
    with pytest.raises(rfc8785.IntegerDomainError):
        canonical_json({"amount": LARGEST + 1})


@pytest.mark.parametrize(
    "changed",
    [
        replace(FACT, subject="case:KN-26-4F7K3"),
        replace(FACT, position=2),
        replace(FACT, kind="case.note"),
        replace(FACT, at=NOON + timedelta(microseconds=1)),
        replace(FACT, by="NV-1"),
        replace(FACT, body={"kind": "feedback"}),
        replace(FACT, commitments={"text": "0"}),
        replace(FACT, previous="1" * 64),
    ],
)
def test_changing_anything_changes_the_digest(changed: RecordedFact) -> None:
    assert changed.digest() != FACT.digest()


def test_an_instant_is_the_same_in_every_zone() -> None:
    home = replace(FACT, at=NOON.astimezone(timezone(timedelta(hours=7))))
    assert home.digest() == FACT.digest()


def test_a_checkpoint_is_verified_with_the_public_key_and_no_other() -> None:
    seed, text = os.urandom(32), checkpoint_text("MiT", 3, "0" * 64, NOON)
    mark = sign(seed, text)
    assert is_signed(public_key(seed), text, mark)
    assert not is_signed(public_key(os.urandom(32)), text, mark)
    assert not is_signed(public_key(seed), text + "x", mark)
    assert not is_signed(public_key(seed), text, "no signature at all")
