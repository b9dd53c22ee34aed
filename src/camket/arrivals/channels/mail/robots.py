"""Mails that no person wrote for us: vacation replies, newsletters, our own letters coming back.

A complaint that comes through the company's own group address carries the group's List-Id; it was written
by a person. `Auto-Submitted: no` says so, too (RFC 3834).
"""

from __future__ import annotations

import re

from camket.arrivals.channels.mail.headers.addresses import Address
from camket.arrivals.channels.mail.headers.parameters import parameters
from camket.arrivals.channels.mail.headers.reading import Headers
from camket.arrivals.channels.mail.parsed import OwnAddresses
from camket.arrivals.channels.mail.parts.structure import Entity
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
_AWAY = re.compile(
    r"(?:(?:thu )?(?:tra loi|phan hoi) tu dong|tu dong (?:tra loi|phan hoi)|thong bao vang mat|"
    r"auto(?:matic)?[- ]?(?:reply|response)|autoreply|"
    r"out of (?:the )?office(?: (?:auto)?reply| message)?|vacation (?:reply|response|message))"
    r"\s*(?:[:\[(–-]|$)"
)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def automatic_of(
    entity: Entity, sender: Address, subject: str, own: OwnAddresses
) -> Automatic | None:
    """Why nobody waits for an answer to this mail, or None where a person wrote it."""
    headers = entity.headers
    if _is_ours(headers, sender, own):
        return Automatic.OWN
    if _answers_by_itself(entity, subject):
        return Automatic.AUTO_REPLY
    if _is_from_a_list(headers, own):
        return Automatic.LIST
    return None


def _is_ours(headers: Headers, sender: Address, own: OwnAddresses) -> bool:
    if any(_OUR_LETTER.match(one) for one in headers.ids("message-id")):
        return True
    return is_from_us(sender, own) and not speaks_for_another(headers, own)


def is_from_us(sender: Address, own: OwnAddresses) -> bool:
    """Whether From claims an address of the company's own."""
    return _normal(sender.address) in {_normal(address) for address in own.addresses}


def speaks_for_another(headers: Headers, own: OwnAddresses) -> bool:
    """Whether a mail in our name wants somebody else to be answered, and is no robot's.

    The form on a company's website writes so: a customer is behind it, and a person has to see who.
    """
    ours = {_normal(address) for address in own.addresses}
    answered = {_normal(one.address) for one in headers.addresses("reply-to")} - {""}
    return bool(answered - ours) and headers.word("auto-submitted") in {"", "no"}


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
    lines = [line for name in LIST_HEADERS for line in headers.lines(name)]
    if lines:
        return not _lead_to_us(headers, lines, own)
    return headers.word("precedence") in LIST_PRECEDENCE


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
