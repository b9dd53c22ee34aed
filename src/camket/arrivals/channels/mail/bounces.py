"""Delivery reports: a letter of ours that did not arrive, or is late.

RFC 3464 says how a report looks. Many servers write their own words instead, and some relay a report so
badly that only In-Reply-To still names the letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from camket.arrivals.channels.mail.headers.addresses import Address
from camket.arrivals.channels.mail.headers.parameters import parameters
from camket.arrivals.channels.mail.headers.reading import Headers, message_ids
from camket.arrivals.channels.mail.parts.found import Found
from camket.arrivals.channels.mail.parts.structure import Entity, read_entity
from camket.arrivals.submission import Bounce
from camket.text import fold

DELIVERY_REPORTS = frozenset({"", "delivery-status"})
DAEMONS = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "maildaemon"})
DELIVERED = frozenset({"delivered", "relayed", "expanded"})
MOST_READ = 100_000
_FAILURE = re.compile(
    r"undeliver|not delivered|(?:delivery|mail|message)[^\n]{0,30}(?:fail|delay|notification|return)|"
    r"returned mail|failure notice|could not be (?:delivered|sent)|delivery problem|"
    r"khong (?:the )?(?:gui|chuyen|phat)(?: thu| tin| email)?(?: duoc|:|$)|khong (?:the )?(?:gui|chuyen|phat|giao) (?:thu|tin|email)|"
    r"(?:gui|chuyen|phat) (?:(?:thu|tin|email) )?that bai|(?:gui|chuyen|phat) (?:thu|tin|email) khong|"
    r"(?:thu|tin)[^\n]{0,20}(?:bi tra lai|hoan lai|khong gui)|tra lai thu"
)
_DELAY = re.compile(
    r"\bdelayed\b|\bwarning\b|will (?:be )?(?:re)?tr(?:y|ied)|still trying|not yet been|temporar|"
    r"bi (?:tre|cham)|se thu (?:gui )?lai|tam thoi"
)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r"\b([45])\d\d[ -]")
_ADDRESS = re.compile(r"[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LETTER = re.compile(r"<ck\.[0-9a-v]{26}\.[0-9a-v]{16}@[^<>\s]{1,200}>", re.I)
_ID_LINE = re.compile(r"^[> \t]*Message-I[Dd]:\s*(<[^<>\s]{1,300}>)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Fate:
    """What a report says of one recipient."""

    recipient: str | None
    action: str
    status: str | None

    @property
    def permanent(self) -> bool:
        """Whether it was given up."""
        return self.action == "failed" or (not self.action and (self.status or "5")[0] == "5")


def bounce_of(entity: Entity, found: Found, sender: Address, text: str) -> Bounce | None:
    """What a delivery report says, or None where the mail is none."""
    kind = parameters(entity.headers.raw("content-type")).get("report-type", "").lower()
    is_report = entity.type == "multipart/report" and kind in DELIVERY_REPORTS
    by_robot = _is_daemon(entity.headers, sender)
    if not is_report and not (by_robot and (found.reports or _speaks_of_failure(entity, text))):
        return None
    fate = _reported(found) or _in_own_words(entity.headers, sender, text)
    original = _original(entity.headers, found, text)
    if not is_report and (fate.recipient, fate.status, original) == (None, None, None):
        # A server names somebody, a code or a letter; a person with such an address complains in words.
        return None
    return Bounce(fate.recipient, fate.status, fate.permanent, original)


def _is_daemon(headers: Headers, sender: Address) -> bool:
    local = (sender.address or "").partition("@")[0].lower()
    nobody = (headers.raw("return-path") or "").strip() == "<>"
    return local in DAEMONS or nobody or "x-failed-recipients" in headers


def _speaks_of_failure(entity: Entity, text: str) -> bool:
    if "x-failed-recipients" in entity.headers:
        return True
    return _FAILURE.search(fold(entity.headers.text("subject"))) is not None or (
        text.lstrip().startswith(
            ("Hi. This is the", "This message was created automatically by mail")
        )
    )


def _reported(found: Found) -> _Fate | None:
    """The worst that the report says of anybody: who failed, else who waits, else the first."""
    fates = [fate for report in found.reports for fate in _fates(report)]
    failed = [fate for fate in fates if fate.permanent]
    late = [fate for fate in fates if fate.action not in DELIVERED]
    return next(iter(failed or late or fates), None)


def _fates(report: bytes) -> list[_Fate]:
    """One block of fields for each recipient, after one for the message."""
    blocks = re.split(rb"\r?\n(?:[ \t]*\r?\n)+", report[:MOST_READ].strip() + b"\n\n")
    fates = []
    for block in blocks:
        fields = read_entity(block + b"\n\n").headers
        if fields.raw("final-recipient") or fields.raw("action") or fields.raw("status"):
            fates.append(_Fate(_recipient(fields), fields.word("action"), _status(fields)))
    return fates


def _recipient(fields: Headers) -> str | None:
    for name in ("final-recipient", "original-recipient"):
        found = _ADDRESS.search(fields.text(name).partition(";")[2] or fields.text(name))
        if found:
            return found[0]
    return None


def _status(fields: Headers) -> str | None:
    found = _STATUS.search(fields.text("status")) or _STATUS.search(fields.text("diagnostic-code"))
    return found[1] if found else None


def _in_own_words(headers: Headers, sender: Address, text: str) -> _Fate:
    """What a server says in sentences: an address, a code, whether it tries again."""
    said = text[:MOST_READ]
    failed = _ADDRESS.findall(headers.text("x-failed-recipients"))
    ours = {one.address for one in headers.addresses("to", "cc")} | {sender.address}
    named = failed or [one for one in _ADDRESS.findall(said) if one not in ours]
    status = _STATUS.search(said)
    code = _CODE.search(said)
    level = status[1][0] if status else code[1] if code else None
    words = fold(f"{headers.text('subject')}\n{said[:2000]}")
    waits = level == "4" or (level is None and _DELAY.search(words) is not None)
    action = "delayed" if waits else "failed"
    return _Fate(named[0] if named else None, action, status[1] if status else None)


def _original(headers: Headers, found: Found, text: str) -> str | None:
    """The Message-ID of the letter that came back, from where it can be found first."""
    names = ("message-id", "x-camket-letter")
    returned = [e for one in found.returned for name in names for e in one.headers.ids(name)]
    reports = b"\n".join(found.reports)[:MOST_READ].decode("latin-1")
    quoted = [*_LETTER.findall(text), *_LETTER.findall(reports), *_ID_LINE.findall(text)]
    answered = [*headers.ids("in-reply-to"), *reversed(headers.ids("references"))]
    named = message_ids(headers.text("x-original-message-id"))
    candidates = [*returned, *named, *quoted, *answered]
    ours = [one for one in candidates if _LETTER.fullmatch(one)]
    return next(iter([*ours, *candidates]), None)
