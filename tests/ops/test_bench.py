"""The mails of `make bench` are what they say, so that the figures compare like with like."""

from __future__ import annotations

import pytest
from tools.bench.camket_side import take_all
from tools.bench.mails import KINDS, Writers

OPENING = {"plain", "html", "html only", "photo"}


def test_the_same_seed_writes_the_same_mails() -> None:
    assert list(Writers(300, 5).write()) == list(Writers(300, 5).write())
    assert list(Writers(300, 5).write()) != list(Writers(300, 6).write())


def test_every_mail_is_text_that_both_programs_can_read_from_a_file() -> None:
    for _, content in Writers(300, 5).write():
        assert content.decode("utf-8")


@pytest.mark.django_db(databases=["default", "keys"])
def test_each_mail_ends_as_it_was_meant() -> None:
    written = list(Writers(500, 5).write())
    meant = [kind for kind, _ in written]
    assert set(meant) == set(KINDS)
    ended = take_all(content for _, content in written)
    assert ended == {
        "opened": sum(kind in OPENING for kind in meant),
        "added": meant.count("reply"),
        "duplicate": meant.count("duplicate"),
        "automatic": meant.count("vacation"),
        "bounce": meant.count("bounce"),
    }
