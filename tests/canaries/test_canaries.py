"""What people write stands nowhere in the clear, in any form; and where it is not sealed the same search finds it."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.canaries.doors import ZALO_APP, ZALO_HOST, ZALO_SECRET
from tests.canaries.living import Life
from tests.canaries.searching import (
    columns_without,
    opened_to_write,
    places,
    sightings,
    watching,
)
from tests.canaries.words import Flock
from tests.journeys.house import STAFF_PASSWORD, opened_house
from tests.prepared import ROOT
from tests.servers.dovecot import Dovecot
from tests.servers.post import opened_post_office

HARMLESS = ("/dev/", "/proc/self/")
COMPILED = "/__pycache__/"
"""Where Python keeps what it has read of the source, the first time that it reads it."""
OUR_OWN_WORDS = {"notices_notice.subject", "notices_notice.short", "cases_remotefile.name"}
"""Sealed columns that hold a case's number and code and our own sentences, and no word of the customer's."""


@contextmanager
def lived_in(folder: Path, dovecot: Dovecot, sealing: str) -> Iterator[tuple[Life, Path]]:
    """A desk at which everything has happened, and the journal of what its processes wrote to."""
    folder.mkdir()
    (folder / "tmp").mkdir()
    journal = watching(folder / "watcher")
    variables = {
        "CAMKET_SEALING": sealing,
        "CAMKET_ZALO_APP": ZALO_APP,
        "CAMKET_ZALO_SECRET": ZALO_SECRET,
        "CAMKET_ZALO_MEDIA": ZALO_HOST,
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": os.pathsep.join([str(folder / "watcher"), str(ROOT / "src")]),
    }
    with opened_post_office() as post, opened_house(folder, dovecot, post, **variables) as house:
        life = Life.of(house)
        life.lived()
        yield life, journal


@pytest.mark.parametrize("before", ["", "a", "bc", "def"])
def test_base64_is_recognised_wherever_the_word_begins(before: str) -> None:
    flock = Flock.hatched()
    encoded = base64.b64encode(f"{before}{flock.word} và sau đó".encode())
    assert any(form in encoded for name, form in flock.forms().items() if "base64" in name)


@pytest.mark.journey
@pytest.mark.database
def test_no_canary_is_seen_anywhere(tmp_path: Path, dovecot: Dovecot) -> None:
    with lived_in(tmp_path / "sealed", dovecot, "on") as (life, journal):
        desk = life.house.desk
        assert sightings(desk, life.flock.forms()) == []
        assert (
            sightings(desk, {"code": life.code.encode(), "password": STAFF_PASSWORD.encode()}) == []
        )
        written = {name for name in opened_to_write(journal) if COMPILED not in name}
        assert {name for name in written if not name.startswith(HARMLESS)} == {
            name
            for name in written
            if name.startswith((f"{desk.folder}/var", f"{desk.folder}/keys"))
        }
        assert desk.camket("verify").returncode == 0


@pytest.mark.journey
@pytest.mark.database
@pytest.mark.only_on("sqlite")
def test_the_same_search_finds_all_of_them_where_nothing_is_sealed(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    with lived_in(tmp_path / "open", dovecot, "off") as (life, _):
        desk = life.house.desk
        assert set(columns_without(desk, life.flock.forms())) == OUR_OWN_WORDS
        everything = b"\n".join(content for _, content in places(desk))
        lost = {text for text in life.flock.planted if text.encode() not in everything}
        # What is only asked with is not kept.
        assert lost == {life.flock.canary("searched"), life.flock.address("envelope")}
        assert sightings(desk, life.flock.forms()) != []
