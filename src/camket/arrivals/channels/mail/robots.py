"""Mails that no person wrote for us: vacation replies, newsletters, our own letters coming back.

A complaint that comes through the company's own group address carries the group's List-Id; it was written
by a person. `Auto-Submitted: no` says so, too (RFC 3834). A group writes its own address into From where the
writer's provider forbids others to use theirs (DMARC), and names the writer beside it.
"""

from __future__ import annotations

import re

from camket.arrivals.channels.mail.headers.addresses import Address
from camket.arrivals.channels.mail.headers.parameters import parameters
from camket.arrivals.channels.mail.headers.reading import Headers
from camket.arrivals.channels.mail.parsed import OwnAddresses
from camket.arrivals.channels.mail.parts.structure import Entity
from camket.arrivals.channels.mail.replies import hands_on, says_that_it_answers
from camket.arrivals.submission import Automatic
from camket.text import fold, mail_normal_form

ANSWERING_HEADERS = ("x-autoreply", "x-autorespond", "x-autoreply-from", "x-mail-autoreply")
ANSWERING_PRECEDENCE = frozenset({"auto_reply", "auto-reply"})
LIST_PRECEDENCE = frozenset({"list", "bulk", "junk"})
ROBOT_REPORTS = frozenset({"disposition-notification", "feedback-report"})
LIST_HEADERS = ("list-id", "list-post", "list-unsubscribe", "list-help", "mailing-list")
EVERYBODYS = frozenset(
    {"gmail.com", "googlegroups.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "hotmail.com"}
)
_OUR_LETTER = re.compile(r"<ck\.[0-9a-v]{26}\.[0-9a-v]{16}@", re.IGNORECASE)
# A subject alone is weak: customers complain of automatic answers, too, and go on after a dash.
_AWAY = re.compile(
    r"(?:(?:thu )?(?:tra loi|phan hoi) tu dong|tu dong (?:tra loi|phan hoi)|"
    r"auto(?:matic)?[- ]?(?:reply|response)|autoreply)\s*(?:[:\[]|$)|"
    r"(?:thong bao vang mat|out of (?:the )?office(?: (?:auto)?reply| message)?|"
    r"vacation (?:reply|response|message))\s*(?:[:\[–-]|$)"
)
_ADDRESS = re.compile(r"[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_VIA = re.compile(r"['\"]?(.+?)['\"]? (?:via|qua|thông qua) .+")
WRITERS = ("x-original-from", "x-original-sender")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def automatic_of(
    entity: Entity, sender: Address, subject: str, own: OwnAddresses, *, speaks: bool
) -> Automatic | None:
    """Why nobody waits for an answer to this mail, or None where a person wrote it.

    `speaks` is True where a mail in our name speaks for somebody else.
    """
    headers = entity.headers
    if _is_ours(headers, sender, own, speaks=speaks):
        return Automatic.OWN
    if _answers_by_itself(entity, subject):
        return Automatic.AUTO_REPLY
    if _is_from_a_list(headers, own):
        return Automatic.LIST
    return None


def _is_ours(headers: Headers, sender: Address, own: OwnAddresses, *, speaks: bool) -> bool:
    if any(_OUR_LETTER.match(one) for one in headers.ids("message-id")):
        return True
    return is_from_us(sender, own) and not speaks


def is_from_us(sender: Address, own: OwnAddresses) -> bool:
    """Whether From claims an address of the company's own."""
    return _normal(sender.address) in {_normal(address) for address in own.addresses}


def speaks_for_another(headers: Headers, own: OwnAddresses, subject: str, text: str) -> bool:
    """Whether somebody else is behind a mail in our name that no robot sent: a person has to see who.

    The form on a company's website writes so, with the customer in Reply-To or in its text; so does a
    colleague who hands a complaint on, and a group that does not say for whom it writes.
    """
    if headers.word("auto-submitted") not in {"", "no"}:
        return False
    ours = {_normal(address) for address in own.addresses}
    if {_normal(one.address) for one in headers.addresses("reply-to")} - {""} - ours:
        return True
    if hands_on(subject) or through_our_group(headers, own):
        return True
    answers = says_that_it_answers(subject) or bool(headers.ids("in-reply-to"))
    return not answers and bool({_normal(one) for one in _ADDRESS.findall(text)} - ours)


def writer_behind(group: Address, headers: Headers) -> Address:
    """For whom a group of ours writes in its own name, as it says; the group itself where it does not."""
    written = [one for one in headers.addresses(*WRITERS) if one.address]
    if not written:
        return group
    via = _VIA.fullmatch(group.name)
    name = next((one.name for one in written if one.name), via[1] if via else "")
    return Address(name, written[0].address)


def through_our_group(headers: Headers, own: OwnAddresses) -> bool:
    """Whether one of the company's own groups handed the mail on."""
    lines = _list_lines(headers)
    return bool(lines) and _lead_to_us(headers, lines, own)


def _normal(address: str | None) -> str:
    return mail_normal_form(address or "")


def _answers_by_itself(entity: Entity, subject: str) -> bool:
    headers = entity.headers
    if headers.word("auto-submitted") not in {"", "no"}:
        return True
    if any(headers.word(name) not in {"", "no"} for name in ANSWERING_HEADERS):
        return True
    if headers.word("precedence") in ANSWERING_PRECEDENCE:
        return True
    reports = parameters(headers.raw("content-type")).get("report-type", "").lower()
    if entity.type == "multipart/report" and reports in ROBOT_REPORTS:
        return True
    return _AWAY.match(fold(subject)) is not None


def _is_from_a_list(headers: Headers, own: OwnAddresses) -> bool:
    """Whether a list sent it; what the company's own groups add to a mail does not count."""
    lines = _list_lines(headers)
    if lines:
        return not _lead_to_us(headers, lines, own)
    return headers.word("precedence") in LIST_PRECEDENCE


def _list_lines(headers: Headers) -> list[str]:
    return [line for name in LIST_HEADERS for line in headers.lines(name) if line.strip()]


def _lead_to_us(headers: Headers, lines: list[str], own: OwnAddresses) -> bool:
    """Whether the list is one of ours: named in the company's settings, or under its own domain."""
    named = " ".join(headers.lines("list-id") or headers.lines("list-post") or lines).lower()
    hosts = {host for part in named.split("@") for host in _HOST.findall(part)}
    ours = {mail_normal_form(address) for address in own.addresses}
    domains = {address.rpartition("@")[2] for address in ours} - EVERYBODYS
    groups = {mail_normal_form(group).strip("<>") for group in own.lists}
    known = groups | {group.replace("@", ".") for group in groups | ours}
    if hosts & known or any(group in named for group in groups):
        return True
    return any(
        host == domain or host.endswith(f".{domain}") for host in hosts for domain in domains
    )
