"""The folder of spoken messages: a file is put aside only after it is on our disk."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError

from camket.arrivals.actions import claim
from camket.arrivals.models import Arrival
from camket.cases.models import Attachment, Case
from camket.config.cli import main
from camket.intake.actions.taking import take
from camket.notices.models import Notice
from camket.ops.doors import voice
from camket.ops.doors.voice import take_folder
from tests.twins.voice import beep, mailed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SUNDAY = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)


def left(folder: Path, name: str = "0909156178.wav", *, tone: int = 440) -> Path:
    """Somebody spoke after the beep an hour ago; the file is at rest."""
    file = folder / name
    file.write_bytes(beep(tone=tone))
    written = (SUNDAY - timedelta(hours=1)).timestamp()
    os.utime(file, (written, written))
    return file


def test_a_spoken_message_is_taken_and_its_file_put_aside(tmp_path: Path) -> None:
    left(tmp_path)
    assert take_folder(tmp_path, at=SUNDAY) == 1
    (taken,) = take(claim(at=SUNDAY, limit=5), at=SUNDAY)
    assert [path.name for path in tmp_path.rglob("*.wav")] == ["0909156178.wav"]
    assert (tmp_path / "taken" / "0909156178.wav").exists()
    assert taken.case is not None
    assert (taken.case.channel, taken.case.after_hours) == ("voice", True)
    assert taken.case.received_at == SUNDAY - timedelta(hours=1)
    assert Attachment.objects.get().type == "audio/wav"


def test_a_file_that_is_still_written_waits(tmp_path: Path) -> None:
    left(tmp_path, "0909156178.wav.part")
    left(tmp_path, ".hidden.wav")
    (tmp_path / "now.wav").write_bytes(beep())
    assert take_folder(tmp_path, at=SUNDAY) == 0
    assert len(list(tmp_path.iterdir())) == 3


def test_what_cannot_be_stored_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **more: object) -> None:
        raise OSError(28, "no space left")

    file = left(tmp_path)
    monkeypatch.setattr(voice, "receive", full)
    assert take_folder(tmp_path, at=SUNDAY) == 0
    assert file.exists()
    monkeypatch.setattr(voice, "receive", lambda *a, **m: (_ for _ in ()).throw(DatabaseError))
    with pytest.raises(DatabaseError):
        take_folder(tmp_path, at=SUNDAY)
    assert file.exists()


def test_a_file_whose_putting_aside_was_cut_short_is_taken_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(tmp_path)
    with monkeypatch.context() as killed:
        killed.setattr(voice, "_put_aside", lambda file: None)
        assert take_folder(tmp_path, at=SUNDAY) == 1
    assert take_folder(tmp_path, at=SUNDAY) == 0
    assert (Arrival.objects.count(), (tmp_path / "taken").is_dir()) == (1, True)


def test_the_command_takes_sound_and_says_what_became_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left(tmp_path)
    assert main(["ingest", "--voice", str(tmp_path)]) == 0
    assert '"outcome": "opened"' in capsys.readouterr().out
    main(["ingest", "--voice", str(tmp_path)])
    assert '"outcome": "duplicate"' in capsys.readouterr().out


def test_a_mail_of_the_telephone_system_is_a_spoken_message(
    tmp_path: Path, settings: LazySettings
) -> None:
    policy = Path(shutil.copytree(settings.CAMKET_POLICY, tmp_path / "policy"))
    said = (policy / "company.toml").read_text("utf-8")
    named = said.replace("voice_senders = []", 'voice_senders = ["voicemail@pbx.example.vn"]')
    (policy / "company.toml").write_text(named, "utf-8")
    settings.CAMKET_POLICY = policy
    (tmp_path / "a.eml").write_bytes(mailed("0909156178", beep()))
    main(["ingest", str(tmp_path / "a.eml")])
    case = Case.objects.get()
    assert (case.channel, case.phone is not None, case.answer_at) == ("voice", True, case.phone)


def test_what_was_left_after_hours_stands_first_in_the_morning(tmp_path: Path) -> None:
    for number, name in enumerate(("0909156178.wav", "0909156179.wav")):
        left(tmp_path, name, tone=400 + number)
        take_folder(tmp_path, at=SUNDAY)
        take(claim(at=SUNDAY, limit=5), at=SUNDAY)
    spoken = list(Case.objects.order_by("received_at", "id"))
    Case.objects.filter(pk=spoken[0].pk).update(due_at=SUNDAY + timedelta(days=30))
    assert list(Case.objects.left_after_hours().order_by("received_at", "id")) == spoken
    assert Notice.objects.count() == 2
