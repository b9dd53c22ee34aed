"""A form between its first word and its sending: kept piece by piece, then sent or forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.db import transaction

from camket.intake.models import BEGUN_ANSWERS, BEGUN_FILE_NAME, Begun, BegunFile, BegunPart
from camket.intake.queries.begun import index_of, mark_index
from camket.refusals import ChangedMeanwhile, NotAllowed, NotUnderstood
from camket.text import nfc
from camket.vault.actions import discard, new_compartments, sealer_for, store_blobs
from camket.vault.rules import CompartmentKind, new_id

NOBODY = "begun"
LASTS = timedelta(days=7)
MOST_FILES = 20
MOST_NAME = 200
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Meant:
    """A file that a browser is about to send: `size` in bytes, `mark` as the browser tells it from others."""

    name: str
    size: int
    type: str
    mark: str


@transaction.atomic
def begin(*, at: datetime) -> tuple[Begun, str]:
    """A new form, and the secret that opens it. The secret is kept nowhere here."""
    secret = token_urlsafe(24)
    [compartment] = new_compartments([(CompartmentKind.ARRIVAL, NOBODY)], at=at)
    begun = Begun.objects.create(
        id=new_id(at),
        index=index_of(secret),
        compartment=compartment,
        saved_at=at,
        ends_at=at + LASTS,
    )
    return begun, secret


def keep_answers(begun: Begun, answers: Mapping[str, str], *, at: datetime) -> None:
    """Keep what was typed so far, as it was typed, in place of what was kept before."""
    said = json.dumps(dict(answers), ensure_ascii=False)
    sealed = sealer_for([begun.compartment_id]).seal(
        begun.compartment_id, BEGUN_ANSWERS, begun.id, said
    )
    Begun.objects.filter(pk=begun.pk).update(answers=sealed.value, saved_at=at, ends_at=at + LASTS)


@transaction.atomic
def mean_file(begun: Begun, meant: Meant, *, most: int, at: datetime) -> BegunFile:
    """Make room for a file, or find the one that was begun before. `most` bounds all files together.

    Raises NotAllowed for too many or too much, in words.
    """
    Begun.objects.select_for_update().get(pk=begun.pk)
    mark = mark_index(meant.mark)
    there = list(begun.files.all())
    known = next((file for file in there if file.mark == mark), None)
    if known is not None:
        return known
    _check_room(there, meant, most)
    row = new_id(at)
    name = nfc(meant.name)[-MOST_NAME:]
    sealed = sealer_for([begun.compartment_id]).seal(
        begun.compartment_id, BEGUN_FILE_NAME, row, name
    )
    return BegunFile.objects.create(
        id=row,
        begun=begun,
        mark=mark,
        name=sealed.value,
        type=meant.type[:120] or "application/octet-stream",
        size=meant.size,
    )


def _check_room(there: list[BegunFile], meant: Meant, most: int) -> None:
    if len(there) >= MOST_FILES:
        raise NotAllowed(
            f"Mỗi lần gửi được nhiều nhất {MOST_FILES} tệp. Phần còn lại xin gửi thêm sau.",
            f"At most {MOST_FILES} files can be sent at once. Please send the rest afterwards.",
        )
    if sum(file.size for file in there) + meant.size > most:
        raise NotAllowed(
            f"Các tệp nặng quá {most // 1_000_000} MB. Xin bớt tệp, hoặc gửi thêm sau.",
            f"The files are heavier than {most // 1_000_000} MB. Leave some out, or send them afterwards.",
        )


@transaction.atomic
def add_piece(file: BegunFile, start: int, content: bytes, *, at: datetime) -> BegunFile:
    """Keep the next piece of a file. Raises ChangedMeanwhile where it is not the next one.

    A piece that came twice, because its answer was lost, is refused like that too: the sender asks how much
    is here, and goes on from there.
    """
    if not content or start + len(content) > file.size:
        raise NotUnderstood(
            "Phần tệp này không khớp với độ dài của tệp. Xin chọn lại tệp.",
            "This piece does not fit the file's length. Please choose the file again.",
        )
    compartment = file.begun.compartment_id
    rows = BegunFile.objects.filter(pk=file.pk, have=start)
    if not rows.update(have=start + len(content)):
        raise ChangedMeanwhile
    [stored] = store_blobs(sealer_for([compartment]), [(compartment, content)], at=at)
    BegunPart.objects.create(file=file, start=start, blob=stored.row)
    Begun.objects.filter(pk=file.begun_id).update(saved_at=at, ends_at=at + LASTS)
    file.refresh_from_db()
    return file


def add_whole(begun: Begun, meant: Meant, content: bytes, *, most: int, at: datetime) -> BegunFile:
    """Keep a file that came in one piece, as a browser without scripts sends it."""
    file = mean_file(begun, meant, most=most, at=at)
    return file if file.is_whole else add_piece(file, file.have, content[file.have :], at=at)


def drop_file(begun: Begun, file: UUID) -> None:
    """Leave a file out again. Its bytes go with the form."""
    BegunFile.objects.filter(begun=begun, pk=file).delete()


@transaction.atomic
def forget(begun: Begun, *, at: datetime) -> None:
    """Destroy the key and everything that it sealed: the form was sent, or is not wanted any more."""
    compartment = begun.compartment
    begun.delete()
    discard(compartment, at=at)


def forget_old(*, at: datetime) -> int:
    """Forget the forms that nobody went on with for a week. Returns how many."""
    old = list(Begun.objects.filter(ends_at__lte=at).select_related("compartment")[:AT_ONCE])
    for begun in old:
        forget(begun, at=at)
    return len(old)
