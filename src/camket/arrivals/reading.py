"""From raw bytes to a submission: each form of bytes has its parser."""

from __future__ import annotations

from collections.abc import Sequence

from camket.arrivals.channels import api, call, form, mail, sms, voice, zalo
from camket.arrivals.content import content_type
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Form
from camket.arrivals.submission import Attached, Channel, Sender, Submission
from camket.rulebook.company import current_policy
from camket.vault.actions import Opener

CALLED = {
    Channel.API: api.to_submission,
    Channel.SMS: sms.to_submission,
    Channel.ZALO: zalo.to_submission,
}
"""Who reads the body of a call, by the door through which it came; a voice is more than its body."""


def read_submissions(opener: Opener, arrivals: Sequence[Arrival]) -> list[Submission]:
    """Open and read arrivals. Content never makes this fail; only missing keys or files do."""
    opener.load([arrival.compartment_id for arrival in arrivals])
    return [read_submission(opener, arrival) for arrival in arrivals]


def read_anyway(opener: Opener, arrival: Arrival) -> Submission:
    """For a person's eyes: what can be read, or, where the reader itself fails, the bytes as a file."""
    try:
        return read_submission(opener, arrival)
    except Exception:  # Whatever it is, the person must be able to look and to go on.
        content = opener.blob(arrival.raw)
        raw = Attached(raw_name(arrival), content_type(content), content)
        unread = ("unreadable",)
        channel, received = Channel(arrival.channel), arrival.received_at
        return Submission(channel, received, Sender(), attachments=(raw,), warnings=unread)


def raw_name(arrival: Arrival) -> str:
    """The name under which the bytes of an arrival are handed out."""
    return f"{arrival.pk}.{'eml' if arrival.form == Form.MAIL else 'bin'}"


def read_submission(opener: Opener, arrival: Arrival) -> Submission:
    """Open and read one arrival."""
    content = opener.blob(arrival.raw)
    if arrival.form == Form.FORM:
        return form.to_submission(content, received_at=arrival.received_at)
    if arrival.form == Form.CALL:
        return _read_call(arrival, call.from_bytes(content))
    said = mail.to_submission(content, received_at=arrival.received_at, own=own_addresses())
    sender = (said.sender.mail or "").casefold()
    is_voice = arrival.channel == Channel.VOICE or sender in current_policy().company.voice_senders
    return voice.from_mail(said) if is_voice else said


def _read_call(arrival: Arrival, called: call.Call) -> Submission:
    """What a program sent, read by whoever knows its door."""
    if arrival.channel == Channel.VOICE:
        return voice.to_submission(called, received_at=arrival.received_at)
    return CALLED[Channel(arrival.channel)](called.body, received_at=arrival.received_at)


def own_addresses() -> mail.OwnAddresses:
    """By what the company's own mail and groups are known: its policy names them."""
    company = current_policy().company
    return mail.OwnAddresses.of(company.mail, company.mailboxes, company.group_lists)
