"""From a filled-in form to the single door for every channel.

The form is stored as an arrival, sealed and committed, before anything looks at what it says; then intake
takes it like any other. A form that intake cannot take waits where the desk sees it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from camket.arrivals.actions import fingerprint_of, receive
from camket.arrivals.channels.form import Form, to_bytes
from camket.arrivals.models import Arrival
from camket.arrivals.rules import Form as RawForm
from camket.arrivals.rules import Outcome, Raw
from camket.arrivals.submission import Attached, Channel, Matter
from camket.cases.actions.opening import tracking_code
from camket.cases.models import Case
from camket.intake.actions.taking import take
from camket.intake.rules import Destination
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
    """Send in a complete draft. Returns the case that it opened, None while it waits for a person."""
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
    form = _message(case, answers, delegate)
    _taken(replace(form, files=_attached(answers["attachments"])), at=at)


def was_added(case: Case, answers: Mapping[str, Any], *, delegate: str = "") -> bool:
    """Whether this page was sent before with these words: they are kept."""
    source = _source(answers["key"], to_bytes(_message(case, answers, delegate)))
    return source is not None and Arrival.objects.filter(source=source).exists()


def _message(case: Case, answers: Mapping[str, Any], delegate: str) -> Form:
    return Form(
        channel=Channel.WEB,
        text=stored(answers["text"]),
        case_number=case.number,
        tracking_code=tracking_code(case),
        language=case.language,
        delegate=delegate,
        key=answers["key"],
    )


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
    """Keep the bytes, then have them taken; the case that this opened, and nobody else's.

    The same page sent twice is taken once. One that says something else under the same key, after the browser
    went back, is taken too; and so is one that brings other files, but not one that has lost them, as when a
    button is pressed twice and the first press has used them up.
    """
    content = to_bytes(form)
    said = _source(form.key, to_bytes(replace(form, files=())))
    earlier = Arrival.objects.filter(source=said).first() if said else None
    if earlier is not None and form.files and earlier.fingerprint != fingerprint_of(content):
        said = _source(form.key, content)
    arrivals = receive(
        [Raw(content, RawForm.FORM, form.channel, MAILBOX, at, said)], at=at, claimed=True
    )
    if arrivals:
        (taken,) = take(arrivals, at=at)
        return taken.case if taken.destination == Destination.OPENED else None
    opened = Arrival.objects.filter(source=said, outcome=Outcome.OPENED)
    return Case.objects.filter(number__in=opened.values("case_number")).first()


def _source(key: str, content: bytes) -> str | None:
    """The name of one page as it was filled in, whatever the browser made of its key.

    What was filled in is part of it: who knows somebody's key does not learn what it opened.
    """
    mark = hashlib.sha256(key.encode() + b"\x00" + content).hexdigest()
    return f"web:{mark[:48]}" if key else None
