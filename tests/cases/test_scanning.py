"""Files are scanned when somebody can; what does harm is locked away, and its sender is told."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from camket.arrivals.submission import Attached
from camket.cases.actions.scanning import scan_due
from camket.cases.models import Attachment
from camket.cases.rules import Scan
from camket.cases.scanning.clamav import ClamAV
from camket.cases.scanning.scanner import ScannerSilent, Unscannable
from camket.config.environment import read
from camket.evidence.models import Fact
from camket.notices.models import Notice
from camket.people.models import Staff
from camket.refusals import NotUnderstood
from camket.vault.actions import erase
from camket.vault.models import AccessEntry
from tests.complaints.conftest import MONDAY, deliver, take_in
from tests.running import free_port
from tests.twins.clamd import EICAR, Clamd, listening

GOOD = Attached("ảnh.jpg", "image/jpeg", b"\xff\xd8\xff" + b"x" * 200_000)
BAD = Attached("hoa-don.exe", "application/octet-stream", b"..." + EICAR)


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    with listening(Clamd()) as twin:
        yield twin


def states() -> list[str]:
    return list(Attachment.objects.order_by("id").values_list("scan", flat=True))


class Silent:
    """A scanner that is down."""

    def scan(self, content: bytes) -> str | None:
        raise ScannerSilent("ConnectionRefusedError")


def test_every_byte_is_asked_about_and_the_answer_is_the_name(clamd: Clamd) -> None:
    scanner = ClamAV(clamd.address)
    assert scanner.scan(GOOD.content) is None
    assert scanner.scan(b"") is None
    assert scanner.scan(BAD.content) == "Eicar-Test-Signature"
    assert clamd.scanned == [GOOD.content, b"", BAD.content]


def test_a_file_larger_than_the_scanner_takes_is_not_called_clean(clamd: Clamd) -> None:
    clamd.limit = 1000
    with pytest.raises(Unscannable):
        ClamAV(clamd.address).scan(GOOD.content * 20)


@pytest.mark.parametrize("answer", [b"", b"HELLO\0"])
def test_a_scanner_that_talks_nonsense_is_silent(answer: bytes) -> None:
    class Odd(Clamd):
        def answer(self, content: bytes) -> bytes:
            return answer

    with listening(Odd()) as odd, pytest.raises(ScannerSilent):
        ClamAV(odd.address).scan(b"x")


def test_where_nobody_listens_the_scanner_is_silent(tmp_path: Path) -> None:
    for address in (f"127.0.0.1:{free_port()}", str(tmp_path / "clamd.sock")):
        with pytest.raises(ScannerSilent):
            ClamAV(address, timeout=2).scan(b"x")


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_file_that_does_harm_is_locked_away_and_its_sender_is_told(
    clamd: Clamd, linh: Staff, vinh: Staff
) -> None:
    case = take_in(attachments=(GOOD, BAD)).case
    assert scan_due(ClamAV(clamd.address), at=MONDAY) == 2
    assert states() == [Scan.CLEAN, Scan.QUARANTINED]
    fact = Fact.objects.get(kind="case.file_quarantined")
    assert (fact.subject, fact.body["harm"]) == (case.subject, "Eicar-Test-Signature")
    assert "không an toàn" in deliver()[-1].subject
    assert Attachment.objects.servable_to(linh).count() == 1
    assert Attachment.objects.servable_to(vinh).count() == 2


@pytest.mark.django_db(databases=["default", "keys"])
def test_while_the_scanner_is_down_files_wait_and_are_scanned_later(clamd: Clamd) -> None:
    take_in(attachments=(GOOD,))
    with pytest.raises(ScannerSilent):
        scan_due(Silent(), at=MONDAY)
    assert states() == [Scan.NOT_SCANNED]
    scan_due(ClamAV(clamd.address), at=MONDAY + timedelta(hours=1))
    assert states() == [Scan.CLEAN]


@pytest.mark.django_db(databases=["default", "keys"])
def test_nothing_is_scanned_twice_and_reading_a_file_leaves_an_entry(clamd: Clamd) -> None:
    case = take_in(attachments=(BAD,)).case
    assert [scan_due(ClamAV(clamd.address), at=MONDAY) for _ in range(2)] == [1, 0]
    assert Notice.objects.filter(letter="unsafe_file").count() == 1
    entry = AccessEntry.objects.get(purpose="scan_file")
    assert entry.about == case.subject


@pytest.mark.django_db(databases=["default", "keys"])
def test_what_cannot_be_scanned_holds_up_nothing(clamd: Clamd) -> None:
    clamd.limit = 1000
    take_in(attachments=(GOOD,))
    erased = take_in(attachments=(BAD,)).case
    erase(erased.compartment, at=MONDAY)
    take_in(attachments=(Attached("a.txt", "text/plain", b"a"),))
    scan_due(ClamAV(clamd.address), at=MONDAY)
    assert states() == [Scan.UNSCANNABLE, Scan.UNSCANNABLE, Scan.CLEAN]


@pytest.mark.parametrize("address", ["clamav", "clamav:", ":3310", "clamav:x"])
def test_an_address_that_is_none_is_told_before_anything_starts(address: str) -> None:
    with pytest.raises(NotUnderstood):
        read({"CAMKET_CLAMAV": address})


def test_the_real_clamd_finds_what_the_twin_finds(tmp_path: Path) -> None:
    """With one signature of our own, since the database of the project is no part of a test machine."""
    daemon = shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if daemon is None:
        pytest.skip("clamd is not installed (Debian: clamav-daemon)")
    signatures = tmp_path / "signatures"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Eicar.Test:0:0:{EICAR[:30].hex()}\n")
    place = tmp_path / "clamd.sock"
    config = tmp_path / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {signatures}\nLocalSocket {place}\nForeground yes\nStreamMaxLength 1M\n"
    )
    process = subprocess.Popen([daemon, "--config-file", str(config)], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 30
        while not place.exists() and time.monotonic() < until:
            time.sleep(0.1)
        scanner = ClamAV(str(place))
        assert scanner.scan(EICAR) == "Eicar.Test.UNOFFICIAL"
        assert scanner.scan(GOOD.content) is None
        with pytest.raises(Unscannable):
            scanner.scan(b"x" * 3_000_000)
    finally:
        process.terminate()
        process.wait(10)
