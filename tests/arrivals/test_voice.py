"""What was spoken after the beep, from a file, a form or a mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.channels.call import Call
from camket.arrivals.channels.voice import caller_in, from_mail, to_submission
from camket.arrivals.submission import Attached, Automatic, Channel, Sender, Submission
from tests.twins.voice import AnsweringMachine, beep

SUNDAY = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)
MACHINE = AnsweringMachine(lambda *_: 200, "x")


def form(sound: bytes, phone: str = "0909156178", left_at: datetime = SUNDAY) -> Call:
    """A form as it was kept."""
    body = MACHINE.left(phone, sound, left_at=left_at, name="tin.wav")
    boundary = body.split(b"\r\n", 1)[0].removeprefix(b"--").decode()
    return Call(f'multipart/form-data; boundary="{boundary}"', "", body)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("20261122-211403_0909156178.wav", "+84909156178"),
        ("msg 0909 156 178", "+84909156178"),
        ("New message 3 from +84909156178", "+84909156178"),
        ("out-02838221234-1763820843.5.wav", "+842838221234"),
        ("20261122211403.wav", None),
        ("tin nhắn.wav", None),
    ],
)
def test_the_number_of_who_rang_is_found_in_a_name(text: str, phone: str | None) -> None:
    assert caller_in(text) == phone


def test_a_file_of_sound_is_a_message_of_whom_its_name_names() -> None:
    left = to_submission(Call("", "0909156178.wav", beep()), received_at=SUNDAY)
    assert (left.channel, left.sender.phone) == (Channel.VOICE, "+84909156178")
    assert left.attachments[0].type == "audio/wav"


@given(st.binary(max_size=300))
def test_sound_in_a_form_is_kept_to_the_last_byte(sound: bytes) -> None:
    left = to_submission(form(sound), received_at=SUNDAY)
    assert left.attachments[0].content == sound
    assert (left.sender.phone, left.warnings) == ("0909156178", ())


def test_a_message_counts_from_when_it_was_left() -> None:
    earlier = to_submission(form(beep(), left_at=SUNDAY - timedelta(hours=5)), received_at=SUNDAY)
    future = to_submission(form(beep(), left_at=SUNDAY + timedelta(hours=5)), received_at=SUNDAY)
    assert earlier.received_at == SUNDAY - timedelta(hours=5)
    assert future.received_at == SUNDAY


@given(st.binary(max_size=200), st.sampled_from(["", "; boundary=", "; boundary=x", "; x"]))
def test_a_form_that_cannot_be_read_is_kept_as_a_file(body: bytes, rest: str) -> None:
    left = to_submission(Call(f"multipart/form-data{rest}", "", body), received_at=SUNDAY)
    assert left.attachments[0].content == body
    assert left.warnings == ("unreadable",)


def mail(*files: Attached) -> Submission:
    """What the telephone system mails."""
    return Submission(
        Channel.MAIL,
        SUNDAY,
        Sender("PBX", "voicemail@pbx.example.vn"),
        subject="New message 3 in mailbox 100 from 0909156178",
        text="You were left a 0:05 long message.",
        attachments=files,
        automatic=Automatic.AUTO_REPLY,
    )


def test_a_mail_of_the_telephone_system_is_a_message_of_who_rang() -> None:
    left = from_mail(mail(Attached("msg0003.wav", "audio/wav", beep())))
    assert (left.channel, left.automatic) == (Channel.VOICE, None)
    assert left.sender == Sender(phone="+84909156178")


def test_a_mail_of_the_telephone_system_without_sound_is_an_ordinary_mail() -> None:
    assert from_mail(mail()) == mail()
