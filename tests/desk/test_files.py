"""Files on the desk: heard on the page, marked while nobody scanned them, and harm behind a supervisor's door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from camket.arrivals.submission import Attached, Channel, Sender
from camket.cases.actions.scanning import quarantine
from camket.cases.models import Attachment, Case
from camket.people.models import Staff
from camket.vault.models import AccessEntry
from tests.complaints.conftest import MONDAY, take_in
from tests.twins.voice import beep

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def spoken(linh: Staff) -> Case:
    """Somebody spoke after the beep on Sunday evening."""
    sound = Attached("0901000217.wav", "audio/wav", beep())
    return take_in(Sender(phone="0901 000 217"), channel=Channel.VOICE, attachments=(sound,)).case


def _page(client: Client, case: Case) -> str:
    return client.get(f"/desk/case/{case.number}/").content.decode().replace("\u00a0", " ")


def test_a_spoken_message_is_heard_on_the_page_in_pieces(desk: Client, spoken: Case) -> None:
    page = _page(desk, spoken)
    assert "<audio controls" in page
    assert "mở lúc 08:00 ngày 23/11/2026" in page
    where = page.split("<audio", 1)[1].split('src="', 1)[1].split('"', 1)[0]
    piece = desk.get(where, headers={"Range": "bytes=0-3"})
    assert (piece.status_code, piece.content) == (206, b"RIFF")


def test_the_desk_sees_that_a_file_was_not_scanned_yet(desk: Client, spoken: Case) -> None:
    assert "chưa quét mã độc" in _page(desk, spoken)


def test_harm_is_hidden_from_an_agent_and_saved_by_a_supervisor_under_its_own_purpose(
    desk: Client, signed_in: Callable[[Staff], Client], vinh: Staff, spoken: Case
) -> None:
    file = Attachment.objects.get()
    quarantine(file, "Eicar", at=MONDAY)
    where = f"/desk/case/{spoken.number}/file/{file.id}/"
    assert str(file.id) not in _page(desk, spoken)
    assert desk.get(where).status_code == 404
    page = _page(signed_in(vinh), spoken)
    assert "có mã độc, đã cách ly" in page
    assert "<audio" not in page
    answer = signed_in(vinh).get(where)
    assert answer["Content-Type"] == "application/octet-stream"
    assert AccessEntry.objects.filter(by=vinh.ref, purpose="look_at_harm").exists()
