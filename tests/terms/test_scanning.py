"""Files of breach notices are scanned; one that does harm is opened by nobody but a supervisor, and its sender is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from camket.arrivals.submission import Attached
from camket.cases.models import Case
from camket.cases.rules import Scan
from camket.cases.scanning.clamav import ClamAV
from camket.evidence.models import Fact
from camket.people.models import Staff
from camket.reports.verification import verify
from camket.terms.actions.asserting import Alleged, assert_breach
from camket.terms.actions.contesting import contest
from camket.terms.actions.scanning import scan_papers
from camket.terms.models import Breach, Paper
from camket.terms.queries.breaches import breach_code
from camket.vault.models import AccessEntry
from tests.desk.conftest import signed_in
from tests.people.signing import letters, words_of
from tests.terms.conftest import MONDAY
from tests.twins.clamd import EICAR, Clamd, listening

__all__ = ["signed_in"]

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LOG = Attached("nhat-ky.txt", "text/plain", "Nhật ký đăng nhập".encode())
HOME = Attached("so-ho-khau.pdf", "application/pdf", b"%PDF-1.7 " + EICAR)
PHOTO = Attached("may-tinh.txt", "text/plain", "Máy ở phòng khách".encode())


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    with listening(Clamd()) as twin:
        yield twin


@pytest.fixture
def contested(router: Case, linh: Staff) -> Breach:
    """Linh shows a log; Hương answers with a photo and with a file that does harm, which she does not know."""
    alleged = Alleged(router, "nghia-vu.tai-khoan", "Cho mượn.", ("Nhật ký 22/11",), (LOG,))
    breach = assert_breach(alleged, by=linh, at=MONDAY)
    later = MONDAY + timedelta(hours=1)
    contest(breach, "Đó là hai con tôi.", [PHOTO, HOME], by=breach.customer.ref, at=later)
    return breach


def scanned(clamd: Clamd, limit: int = 20) -> int:
    return scan_papers(ClamAV(clamd.address), at=MONDAY + timedelta(hours=2), limit=limit)


@pytest.mark.usefixtures("published")
def test_what_does_harm_is_locked_away_and_the_customer_is_told_once(
    clamd: Clamd, contested: Breach
) -> None:
    assert [scanned(clamd), scanned(clamd)] == [3, 0]
    assert sorted(clamd.scanned) == sorted([LOG.content, PHOTO.content, HOME.content])
    states = Paper.objects.files().order_by("id").values_list("scan", flat=True)
    assert sorted(states) == [Scan.CLEAN, Scan.CLEAN, Scan.QUARANTINED]
    fact = Fact.objects.get(kind="breach.paper_quarantined")
    assert (fact.subject, fact.body["harm"]) == (contested.subject, "Eicar-Test-Signature")
    (letter,) = letters("breach_unsafe_file")
    assert "chưa ai đọc được tệp" in words_of(letter, at=MONDAY)
    assert AccessEntry.objects.filter(purpose="scan_file", about=contested.subject).exists()
    assert verify().fault is None


def test_a_file_of_ours_that_does_harm_frightens_no_customer(
    clamd: Clamd, router: Case, linh: Staff
) -> None:
    assert_breach(
        Alleged(router, "nghia-vu.tai-khoan", "Cho mượn.", (), (HOME,)), by=linh, at=MONDAY
    )
    assert scanned(clamd) == 1
    assert letters("breach_unsafe_file") == []


def test_the_customer_sees_that_it_is_there_and_cannot_open_it(
    client: Client, clamd: Clamd, contested: Breach
) -> None:
    scanned(clamd)
    harmful = Paper.objects.get(scan=Scan.QUARANTINED)
    page = reverse("portal:breach", args=[contested.ref, breach_code(contested)])
    shown = client.get(page).content.decode()
    assert HOME.name in shown
    assert "đã cách ly" in shown
    assert str(harmful.pk) not in shown
    of = [contested.ref, breach_code(contested)]
    answers = {
        paper.scan: client.get(reverse("portal:breach_file", args=[*of, paper.pk])).status_code
        for paper in Paper.objects.files()
    }
    assert answers == {Scan.CLEAN: 200, Scan.QUARANTINED: 404}


def test_only_a_supervisor_opens_it_and_has_to_save_it(
    clamd: Clamd,
    contested: Breach,
    linh: Staff,
    vinh: Staff,
    signed_in: Callable[[Staff], Client],
) -> None:
    page = reverse("desk:breach", args=[contested.ref])
    assert "chưa quét mã độc" in signed_in(linh).get(page).content.decode()
    scanned(clamd)
    address = reverse(
        "desk:breach_file", args=[contested.ref, Paper.objects.get(scan=Scan.QUARANTINED).pk]
    )
    agent, supervisor = signed_in(linh), signed_in(vinh)
    shown = agent.get(page).content.decode()
    assert "đã cách ly" in shown
    assert address not in shown
    assert agent.get(address).status_code == 404
    assert address in supervisor.get(page).content.decode()
    saved = supervisor.get(address)
    assert saved["Content-Type"] == "application/octet-stream"
    assert saved["Content-Disposition"].startswith("attachment")
    assert AccessEntry.objects.filter(purpose="look_at_harm", about=contested.subject).exists()


@pytest.mark.usefixtures("published")
def test_a_lock_taken_off_by_hand_is_found(clamd: Clamd, contested: Breach) -> None:
    scanned(clamd)
    Paper.objects.filter(scan=Scan.QUARANTINED).update(scan=Scan.CLEAN)
    assert "files do harm" in str(verify(contested.subject).fault)
