"""From a filled-in form to the single door for every channel.

The form is stored as an arrival, sealed and committed, before anything looks at what it says; then intake
takes it like any other. A form that intake cannot take waits where the desk sees it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from camket.arrivals.actions import receive
from camket.arrivals.channels.form import Form, to_bytes
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Form as RawForm
from camket.arrivals.rules import Raw
from camket.arrivals.submission import Attached, Channel, Matter
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.intake.actions.taking import take
from camket.portal.forms.complaint import stored

MAILBOX = "web"
LONGEST_TITLE = 80


def send(
    answers: Mapping[str, Any],
    *,
    files: Iterable[Attached] = (),
    language: str,
    at: datetime,
) -> Case | None:
    """Send in a complete draft. Returns the case that it opened or joined, None while it waits."""
    form = Form(
        channel=Channel.WEB,
        matter=Matter(answers["matter"]),
        name=answers["name"],
        mail=answers["mail"],
        phone=answers["phone"],
        subject=title_of(answers["story"]),
        text=stored(answers["story"]),
        product=answers["product"],
        remedy_sought=answers["remedy"],
        protected=answers["protected"],
        language=language,
        answer_by=answers["answer_by"],
        key=answers["key"],
        files=tuple(files),
    )
    return _taken(form, at=at)


def add(case: Case, answers: Mapping[str, Any], *, delegate: str = "", at: datetime) -> None:
    """Add words and files to a case whose code the sender has shown, or that a delegate may answer on."""
    form = Form(
        channel=Channel.WEB,
        text=stored(answers["text"]),
        case_number=case.number,
        tracking_code=tracking_code(case),
        language=case.language,
        delegate=delegate,
        key=answers["key"],
        files=_attached(answers["attachments"]),
    )
    _taken(form, at=at)


def was_sent(key: str) -> bool:
    """Whether this page was sent before: its words are kept."""
    source = _source(key)
    return source is not None and Arrival.objects.filter(source=source).exists()


def title_of(story: str) -> str:
    """A title for the desk and the tracking page: the first sentence, cut at a word."""
    first = stored(story).split("\n", 1)[0].split(". ", 1)[0].rstrip(".")
    if len(first) <= LONGEST_TITLE:
        return first
    return first[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


def _attached(files: Iterable[UploadedFile[Any]]) -> tuple[Attached, ...]:
    return tuple(
        Attached(file.name or "", file.content_type or "application/octet-stream", file.read())
        for file in files
    )


def _taken(form: Form, *, at: datetime) -> Case | None:
    """Keep the bytes, then have them taken. The same page sent twice is taken once."""
    source = _source(form.key)
    raw = Raw(to_bytes(form), RawForm.FORM, form.channel, MAILBOX, at, source)
    arrivals = receive([raw], at=at, claimed=True)
    if arrivals:
        return take(arrivals, at=at)[0].case
    number = Arrival.objects.values_list("case_number", flat=True).get(source=source)
    return Case.objects.filter(number=number).first()


def _source(key: str) -> str | None:
    """The name of one page that was filled in, whatever the browser made of its key."""
    return f"web:{hashlib.sha256(key.encode()).hexdigest()[:32]}" if key else None
