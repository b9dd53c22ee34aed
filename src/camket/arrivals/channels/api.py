"""A complaint that a program sends: JSON bytes to a Submission.

A body that keeps to `ComplaintBody` is taken. One that does not is read as far as it can be and marked
unreadable, so that a person looks at it: whatever the program did wrong, somebody said something.
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from camket.arrivals.channels.form import first_words
from camket.arrivals.content import content_type
from camket.arrivals.submission import Attached, Channel, Matter, Sender, Submission
from camket.text import nfc

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50_000)]
MOST_FILES = 20
MOST_POINTS = 50


class File(BaseModel):
    """A file, in base64 (RFC 4648). Its type is read from its content."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Line = Field(min_length=1, examples=["ảnh-hộp.jpg"])
    content: str = Field(description="The bytes in base64.")


class ComplaintBody(BaseModel):
    """What a person sends through a program of the company. A mail address or a phone number is needed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: Annotated[Text, Field(min_length=1, description="What happened, in the person's words.")]
    matter: Literal["complaint", "enquiry", "feedback", "return", "privacy"] = "complaint"
    name: Line = ""
    mail: Line = ""
    phone: Line = ""
    address: Line = ""
    subject: Line = ""
    product: Line = ""
    remedy_sought: Line = ""
    points: Annotated[list[Text], Field(max_length=MOST_POINTS)] = []
    protected: bool = Field(
        False, description="The person asks for priority under article 8 of the consumer law."
    )
    language: Literal["vi", "en"] = "vi"
    files: Annotated[list[File], Field(max_length=MOST_FILES)] = []


def read(body: bytes) -> ComplaintBody:
    """The body, strictly. Raises pydantic's ValidationError, whose places and codes name no content."""
    found = ComplaintBody.model_validate_json(body)
    if not (found.mail or found.phone):
        raise _wrong(("mail",), "contact_missing")
    for position, file in enumerate(found.files):
        if _decoded(file.content) is None:
            raise _wrong(("files", position, "content"), "base64")
    return found


def faults(body: bytes) -> list[ErrorDetails]:
    """What is wrong with a body: places and codes, without the values."""
    try:
        read(body)
    except ValidationError as error:
        return error.errors(include_url=False, include_context=False, include_input=False)
    return []


def _wrong(place: tuple[str | int, ...], code: str) -> ValidationError:
    line = {"type": PydanticCustomError(code, code), "loc": place, "input": None}
    return ValidationError.from_exception_data("ComplaintBody", [line])  # type: ignore[list-item]


def to_submission(body: bytes, *, received_at: datetime) -> Submission:
    """What the body says, as every door says it."""
    try:
        return _submission(read(body).model_dump(), received_at)
    except ValidationError:
        return _submission(_as_far_as_possible(body), received_at, "unreadable")


def _submission(said: dict[str, Any], received_at: datetime, *warnings: str) -> Submission:
    text = nfc(said["text"])
    return Submission(
        Channel.API,
        received_at,
        Sender(
            nfc(said["name"]), said["mail"] or None, said["phone"] or None, nfc(said["address"])
        ),
        subject=nfc(said["subject"]) or first_words(text),
        text=text,
        reply=text,
        matter=Matter(said["matter"]),
        points=tuple(nfc(point) for point in said["points"] if point),
        product=nfc(said["product"]),
        remedy_sought=nfc(said["remedy_sought"]),
        protected=said["protected"],
        language=said["language"],
        attachments=tuple(_attached(file) for file in said["files"]),
        warnings=warnings,
    )


def _attached(file: dict[str, str]) -> Attached:
    content = _decoded(file["content"])
    if content is None:
        content = file["content"].encode()
    return Attached(nfc(file["name"]), content_type(content), content)


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _as_far_as_possible(body: bytes) -> dict[str, Any]:
    """Each field that is what it should be, the rest empty. Without a text, the whole body is the text."""
    whole = body.decode("utf-8", "replace").replace("\x00", "")
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        given = None
    fields = given if isinstance(given, dict) else {}
    said: dict[str, Any] = ComplaintBody(text="?").model_dump()
    said |= {name: fields[name] for name in said if name in fields and _fits(name, fields[name])}
    text = fields.get("text")
    said["text"] = _writable(text if isinstance(text, str) and text.strip() else whole)
    files = fields.get("files")
    said["files"] = [one for one in (files if isinstance(files, list) else []) if _is_file(one)]
    return said


def _fits(name: str, value: object) -> bool:
    try:
        ComplaintBody.model_validate({"text": "?", name: value}, strict=True)
    except ValidationError:
        return False
    return True


def _is_file(one: object) -> bool:
    try:
        File.model_validate(one, strict=True)
    except ValidationError:
        return False
    return True


def _writable(text: str) -> str:
    """Without the halves of letters that JSON may carry and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()
