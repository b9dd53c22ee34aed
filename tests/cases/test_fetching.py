"""A picture that lies at Zalo is brought home by the worker, from the named hosts and from nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from camket.arrivals.submission import Remote
from camket.cases.actions.fetching import fetch_due
from camket.cases.fetching import FromHosts, NotFetched
from camket.cases.models import TEXT, Attachment, Case, Message, RemoteFile
from camket.cases.rules import Direction, Distance
from camket.evidence.models import Fact
from camket.reports.verification import verify
from camket.vault.actions import erase, purpose
from camket.vault.rules import Purpose
from tests.complaints.conftest import MONDAY, take_in
from tests.twins.carriers import Reply, serving

PICTURE = b"\xff\xd8\xff\xe0" + b"x" * 90_000
database = pytest.mark.django_db(databases=["default", "keys"])


class Cdn:
    """A twin of Zalo's media hosts."""

    def __init__(self, failure: NotFetched | None = None) -> None:
        self.failure = failure
        self.asked: list[str] = []

    def fetch(self, url: str) -> bytes:
        self.asked.append(url)
        if self.failure:
            raise self.failure
        return PICTURE


def sent(url: str = "https://f1.zdn.vn/anh.jpg") -> Case:
    """Hương sends a picture from Zalo."""
    return take_in(remote=(Remote(url, "anh.jpg"),)).case


def notes(case: Case) -> list[str]:
    rows = Message.objects.filter(case=case, direction=Direction.NOTE)
    with purpose(Purpose.HANDLE_CASE, by="camket", at=MONDAY) as opener:
        return [opener.text(case.compartment_id, TEXT, row.id, row.text or b"") for row in rows]


@database
def test_a_picture_is_brought_home_once_with_its_message_and_a_fact() -> None:
    case, cdn = sent(), Cdn()
    assert [fetch_due(cdn, at=MONDAY) for _ in range(2)] == [1, 0]
    file = Attachment.objects.get()
    assert (file.type, file.size, file.message.case) == ("image/jpeg", len(PICTURE), case)
    assert Fact.objects.filter(subject=case.subject, kind="case.file_fetched").count() == 1
    assert verify(case.subject).fault is None


@database
def test_a_host_that_is_down_is_tried_again_ever_later() -> None:
    sent()
    assert fetch_due(Cdn(NotFetched("TimeoutError", permanent=False)), at=MONDAY) == 1
    assert fetch_due(Cdn(), at=MONDAY) == 0
    assert fetch_due(Cdn(), at=MONDAY + timedelta(minutes=1)) == 1
    assert Attachment.objects.count() == 1


@database
def test_what_never_comes_leaves_its_address_on_the_case() -> None:
    case = sent()
    fetch_due(Cdn(NotFetched("http 404", permanent=True)), at=MONDAY)
    (note,) = notes(case)
    assert "https://f1.zdn.vn/anh.jpg" in note
    assert RemoteFile.objects.get().distance == Distance.LOST


@database
def test_the_address_is_sealed_and_goes_with_the_case() -> None:
    case, cdn = sent(), Cdn()
    assert b"zdn" not in bytes(RemoteFile.objects.get().url)
    erase(case.compartment, at=MONDAY)
    fetch_due(cdn, at=MONDAY)
    assert (cdn.asked, RemoteFile.objects.get().distance) == ([], Distance.LOST)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/anh.jpg",
        "https://zdn.vn.evil.example/",
        "https://evilzdn.vn/",
        "http://f1.zdn.vn/",
        "https://zdn.vn@evil.example/",
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        "https://[",
        "",
    ],
)
def test_an_address_elsewhere_is_never_asked(url: str) -> None:
    with pytest.raises(NotFetched) as failure:
        FromHosts(["zdn.vn"]).fetch(url)
    assert (failure.value.code, failure.value.permanent) == ("host", True)


@pytest.mark.parametrize(
    ("status", "permanent"), [(404, True), (403, True), (302, False), (500, False)]
)
def test_an_answer_that_is_no_file_is_told_apart(status: int, permanent: bool) -> None:
    def answer(path: str, headers: dict[str, str], body: bytes) -> Reply:
        return status, b""

    with serving(answer) as url, pytest.raises(NotFetched) as failure:
        FromHosts([url.removeprefix("http://")]).fetch(f"{url}/a")
    assert failure.value.permanent == permanent


def test_a_file_without_end_is_left_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("camket.cases.fetching.LARGEST_BYTES", 1000)

    def answer(path: str, headers: dict[str, str], body: bytes) -> Reply:
        return 200, b"x" * (1000 if path == "/small" else 1001)

    with serving(answer) as url:
        hosts = FromHosts([url.removeprefix("http://")])
        assert len(hosts.fetch(f"{url}/small")) == 1000
        with pytest.raises(NotFetched):
            hosts.fetch(f"{url}/large")
