"""The story of a message, through the real processes: it comes in by a door, and its writer is told by text."""

from __future__ import annotations

import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.running import RunningDesk, until
from tests.twins.carriers import GatewayTwin, serving
from tests.twins.clamd import EICAR, Clamd, listening
from tests.twins.posting import over_the_wire
from tests.twins.sms import Gateway
from tests.twins.voice import AnsweringMachine, beep

# The main ones are lived on both databases: tests/journeys/test_by_mail.py.
pytestmark = [pytest.mark.journey, pytest.mark.database, pytest.mark.only_on("sqlite")]

SECRET = "chung-mot-bi-mat"
SUNDAY = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)
TOLD = "from camket.notices.models import Notice; print(Notice.objects.get().state)"


@pytest.fixture
def out() -> Iterator[tuple[GatewayTwin, str]]:
    """The gateway that carries our texts, and its address."""
    twin = GatewayTwin(SECRET)
    with serving(twin.answer) as url:
        yield twin, url


@pytest.fixture
def desk(
    start_desk: Callable[..., RunningDesk], out: tuple[GatewayTwin, str], tmp_path: Path
) -> RunningDesk:
    """A desk on a Sunday evening, with every door open."""
    (tmp_path / "voice").mkdir()
    desk = start_desk(
        CAMKET_NOW=SUNDAY.isoformat(),
        CAMKET_MESSAGE_SECRET=SECRET,
        CAMKET_SMS_URL=out[1],
        CAMKET_VOICE_FOLDER=str(tmp_path / "voice"),
    )
    desk.wait_for(200)
    return desk


def _only_text(twin: GatewayTwin, desk: RunningDesk) -> dict[str, str]:
    until(lambda: twin.texts, desk)
    (text,) = twin.texts.values()
    return text


def _page_behind(text: dict[str, str], desk: RunningDesk) -> str:
    link = next(word for word in text["text"].split() if word.startswith(desk.url))
    with urllib.request.urlopen(link, timeout=20) as answer:  # noqa: S310
        page: str = answer.read().decode()
    return page.replace("\u00a0", " ")


def test_a_text_after_hours_is_answered_by_text_and_told_by_its_receipt(
    desk: RunningDesk, out: tuple[GatewayTwin, str]
) -> None:
    gateway = Gateway(over_the_wire(desk.url), SECRET)
    gateway.texted("0909156178", "Máy giao sai phiên bản", at=SUNDAY)
    assert gateway.deliver(at=SUNDAY) == [200]
    text = _only_text(out[0], desk)
    assert "mở lúc 08:00 ngày 23/11/2026" in text["text"]
    page = _page_behind(text, desk)
    assert "02/12" in page
    assert "Máy giao sai phiên bản" in page
    gateway.receipt(text["reference"], "delivered")
    gateway.deliver(at=SUNDAY)
    until(
        lambda: desk.camket("django", "shell", "--no-imports", "-c", TOLD).stdout.strip() == "told"
    )
    assert desk.camket("reconcile").returncode == 0
    assert desk.camket("verify").returncode == 0


@pytest.mark.parametrize("way", ["folder", "form"])
def test_a_spoken_message_after_hours_is_answered_by_text(
    desk: RunningDesk, out: tuple[GatewayTwin, str], tmp_path: Path, way: str
) -> None:
    if way == "folder":
        file = tmp_path / "voice" / "0909156178.wav"
        file.write_bytes(beep())
        rested = time.time() - 10
        os.utime(file, (rested, rested))
    else:
        machine = AnsweringMachine(over_the_wire(desk.url), SECRET)
        left = machine.left("0909156178", beep(), left_at=SUNDAY - timedelta(minutes=1))
        assert machine.send(left, at=SUNDAY) == 200
    text = _only_text(out[0], desk)
    assert "mở lúc 08:00 ngày 23/11/2026" in text["text"]
    assert "Tin nhắn thoại" in _page_behind(text, desk)


def test_the_worker_scans_what_came_and_locks_harm_away(
    start_desk: Callable[..., RunningDesk], tmp_path: Path
) -> None:
    scans = (
        "from camket.cases.models import Attachment;"
        "print(*Attachment.objects.order_by('size').values_list('scan', flat=True))"
    )
    (tmp_path / "virus.wav").write_bytes(EICAR)
    (tmp_path / "good.wav").write_bytes(beep())
    with listening(Clamd()) as clamd:
        desk = start_desk(CAMKET_CLAMAV=clamd.address)
        desk.wait_for(200)
        assert desk.camket("ingest", "--voice", str(tmp_path / "good.wav"), str(tmp_path / "virus.wav")).returncode == 0  # fmt: skip
        until(
            lambda: (
                desk.camket("django", "shell", "--no-imports", "-c", scans).stdout.split()
                == ["quarantined", "clean"]
            ),
            desk,
        )
