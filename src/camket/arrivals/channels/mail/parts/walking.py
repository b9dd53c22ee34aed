"""Through a mail, part by part: its texts, its files, its delivery report.

Every part ends as text or as a file; a part that is broken is read as well as it can be, and says so.
"""

from __future__ import annotations

from camket.arrivals.channels.mail.headers.parameters import parameters
from camket.arrivals.channels.mail.headers.reading import Headers
from camket.arrivals.channels.mail.parts.found import Found, Text, joined
from camket.arrivals.channels.mail.parts.leaves import MESSAGES, keep_file, read_leaf, read_text
from camket.arrivals.channels.mail.parts.opaque import ENCRYPTED, signed_content
from camket.arrivals.channels.mail.parts.structure import Entity, read_entity, split
from camket.arrivals.channels.mail.parts.transfer import unwrap
from camket.text import syllables

DEEPEST, MOST_PARTS = 20, 1000
BROKEN_PARTS, BROKEN_HEADERS = "broken-parts", "broken-headers"
TOO_DEEP, TOO_MANY = "too-deep", "too-many-parts"
NO_HEADERS = Entity(Headers(), b"")
REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED = frozenset({"text/rfc822-headers", "message/global-headers"})
SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
NO_MESSAGE = frozenset({"certs-only"})
LONGEST_NOTICE, MOST_COMPARED, SHARED_HALF = 300, 20_000, 2
IN_ORDER_OF_CHOICE = ("plain", "html", "nested", "calendar")


def walk(entity: Entity) -> Found:
    """Everything in a message. Never raises."""
    found = Found()
    if entity.broken:
        found.warn(BROKEN_HEADERS)
    _walk(entity, found, 0, within="")
    return found


def _walk(entity: Entity, found: Found, depth: int, within: str) -> None:
    found.parts += 1
    if depth > DEEPEST or found.parts > MOST_PARTS:
        found.warn(TOO_DEEP if depth > DEEPEST else TOO_MANY)
        keep_file(entity, entity.body, found, within)
    elif entity.type.startswith("multipart/"):
        _multipart(entity, found, depth)
    elif entity.type in MESSAGES:
        _message(entity, found, depth, within)
    elif entity.type in REPORTS:
        found.reports.append(unwrap(entity.body, entity.encoding).content)
    elif entity.type in RETURNED:
        found.returned.append(read_entity(unwrap(entity.body, entity.encoding).content))
    elif entity.type in SEALED:
        _sealed(entity, found, depth)
    elif not _swallowed_others(entity, found, depth, within):
        read_leaf(entity, found, within)


def _multipart(entity: Entity, found: Found, depth: int) -> None:
    kind = entity.type.partition("/")[2]
    if kind == "encrypted":
        found.warn(ENCRYPTED)
    body = unwrap(entity.body, entity.encoding).content
    cut = split(body, entity.headers.raw("content-type"))
    if cut is None:
        _without_boundaries(entity, body, found)
        return
    if not cut.whole:
        found.warn(BROKEN_PARTS)
    parts = [read_entity(part) for part in cut.parts[:MOST_PARTS]]
    if len(cut.parts) > MOST_PARTS:
        found.warn(TOO_MANY)
        keep_file(NO_HEADERS, b"\n".join(cut.parts[MOST_PARTS:]), found, kind)
    if kind == "alternative":
        _alternative(parts, found, depth)
        return
    for part in parts:
        _walk(part, found, depth + 1, within=kind)


def _without_boundaries(entity: Entity, body: bytes, found: Found) -> None:
    """A multipart in which no boundary can be found is read as the text that it is."""
    if body.strip():
        found.warn(BROKEN_PARTS)
        read_text(Entity(entity.headers, body), found)


def _alternative(parts: list[Entity], found: Found, depth: int) -> None:
    """Of several forms of one text the plain one is read; every file of each form is kept.

    A few plain words that the other form does not have only say that the text is there.
    """
    forms = Found(parts=found.parts)
    for part in parts:
        _walk(part, forms, depth + 1, within="alternative")
    said = [text for text in forms.texts if text.text.strip()]
    readable = [text for text in said if text.readable] or said
    choices = ([text for text in readable if text.kind == kind] for kind in IN_ORDER_OF_CHOICE)
    chosen = next((chosen for chosen in choices if chosen), [])
    forms.texts = chosen + _what_they_leave_out(chosen, readable)
    found.add(forms)


def _what_they_leave_out(chosen: list[Text], readable: list[Text]) -> list[Text]:
    """The HTML beside a plain form that is only a notice, such as “this mail needs a newer program”."""
    plain = joined(chosen)
    others = [text for text in readable if text.kind == "html" and text.readable]
    if not chosen or chosen[0].kind != "plain" or not others or len(plain) > LONGEST_NOTICE:
        return []
    html = joined(others)[:MOST_COMPARED]
    notice, said = set(syllables(plain)), set(syllables(html))
    is_elsewhere = len(said) > len(notice) > SHARED_HALF * len(notice & said)
    return others if is_elsewhere else []


def _message(entity: Entity, found: Found, depth: int, within: str) -> None:
    """A message within a message: kept whole as a file, read, and its own files kept."""
    content = unwrap(entity.body, entity.encoding).content
    nested = read_entity(content)
    if within == "report":
        found.returned.append(nested)
        return
    keep_file(entity, content, found, within, title=nested.headers.text("subject"))
    inner = Found(parts=found.parts)
    _walk(nested, inner, depth + 1, within="message")
    found.add(inner, texts=False)
    found.texts.append(Text(_told(nested, inner), "nested"))


def _told(nested: Entity, inner: Found) -> str:
    """A nested message as a person would show it: who wrote when about what, and what."""
    headers = [nested.headers.text(name) for name in ("from", "date", "subject")]
    top = ["-" * 10, *(line for line in headers if line)]
    return "\n".join([*top, "", joined(inner.texts)])


def _sealed(entity: Entity, found: Found, depth: int) -> None:
    """S/MIME in one piece: signed content is read, encrypted content waits for a person."""
    content = unwrap(entity.body, entity.encoding).content
    keep_file(entity, content, found, "")
    inner = signed_content(content)
    if inner is not None:
        _walk(read_entity(inner), found, depth + 1, within="signed")
        return
    kind = parameters(entity.headers.raw("content-type")).get("smime-type")
    if kind not in NO_MESSAGE:
        found.warn(ENCRYPTED)


def _swallowed_others(entity: Entity, found: Found, depth: int, within: str) -> bool:
    """Whether a part is a multipart whose own headers were lost, or has swallowed its neighbours."""
    may_be = within not in {"", "message"} or "content-type" not in entity.headers
    if not may_be or not (entity.body.startswith(b"--") or b"\n--" in entity.body):
        return False
    cut = split(entity.body, None)
    if cut is None:
        return False
    found.warn(BROKEN_PARTS)
    if cut.preamble.strip():
        read_leaf(Entity(entity.headers, cut.preamble), found, within)
    _multipart(Entity(Headers(), entity.body[len(cut.preamble) :]), found, depth)
    return True
