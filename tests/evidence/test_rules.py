"""A fact's digest covers all that it says, and nobody signs for us."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from camket.evidence.rules import RecordedFact, checkpoint_text, is_signed, public_key, sign

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
FACT = RecordedFact("case:KN-26-4F7K2", 1, "case.opened", NOON, "camket", {"kind": "complaint"})


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
