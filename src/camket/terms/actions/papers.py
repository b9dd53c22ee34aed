"""Keeping evidence of either side: files and references, sealed with the notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from camket.arrivals.content import content_type
from camket.arrivals.submission import Attached
from camket.rows import insert
from camket.terms.models import PAPER, Breach, Contest, Paper
from camket.terms.rules.breaches import PaperKind, Side
from camket.text import nfc
from camket.vault.actions import Sealer, store_blobs
from camket.vault.rules import new_id


def keep_papers(
    breach: Breach,
    sealer: Sealer,
    *,
    files: Sequence[Attached] = (),
    references: Sequence[str] = (),
    contest: Contest | None = None,
    at: datetime,
) -> Mapping[str, str]:
    """Seal and insert them; the commitments that the fact will carry."""
    blobs = store_blobs(sealer, [(breach.compartment_id, file.content) for file in files], at=at)
    rows, commitments = [], {}
    for file, blob in zip(files, blobs, strict=True):
        row = _paper(breach, contest, PaperKind.FILE, at=at)
        row.type, row.size, row.blob = file.type, len(file.content), blob.row
        commitments[f"file:{row.id}"] = blob.commitment
        commitments[f"paper:{row.id}"] = _name(row, sealer, file.name)
        rows.append(row)
    for words in references:
        row = _paper(breach, contest, PaperKind.REFERENCE, at=at)
        commitments[f"paper:{row.id}"] = _name(row, sealer, words)
        rows.append(row)
    insert(rows)
    return commitments


def _paper(breach: Breach, contest: Contest | None, kind: PaperKind, *, at: datetime) -> Paper:
    side = Side.CUSTOMER if contest else Side.COMPANY
    return Paper(id=new_id(at), breach=breach, contest=contest, side=side, kind=kind, at=at)


def _name(row: Paper, sealer: Sealer, words: str) -> str:
    sealed = sealer.seal(row.breach.compartment_id, PAPER, row.id, nfc(words))
    row.name = sealed.value
    return sealed.commitment


def read_files(files: Iterable[UploadedFile[Any]]) -> tuple[Attached, ...]:
    """Uploaded files with the type that their content has."""
    found = []
    for file in files:
        content = file.read()
        kind = content_type(content, file.content_type or "")
        found.append(Attached(file.name or "", kind, content))
    return tuple(found)
