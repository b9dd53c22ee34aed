"""Programs that may use the API: their keys are shown once, kept as digests, and can be taken back."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from camket.evidence.actions import record
from camket.people.models import ApiKey
from camket.people.rules import new_reference
from camket.refusals import ChangedMeanwhile, NotFound, NotUnderstood
from camket.vault.actions import blind_index

SECRET_BYTES = 32
_PROGRAM = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_TOKEN = re.compile(r"camket_(AK-[A-Z0-9]{10})_([A-Za-z0-9_-]{43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key at the only moment at which its secret is known."""

    key: ApiKey
    token: str


@transaction.atomic
def add_key(program: str, *, by: str, at: datetime) -> MadeKey:
    """Make a key for a program. Records `apikey.added`; raises NotUnderstood for a name that is none."""
    if not _PROGRAM.fullmatch(program):
        raise NotUnderstood(
            f"Tên chương trình chỉ gồm chữ thường không dấu, số và gạch nối, từ 2 đến 40 ký tự; đang là “{program}”.",
            f'A program\'s name has 2 to 40 small letters, digits and dashes; it is "{program}".',
        )
    secret = secrets.token_urlsafe(SECRET_BYTES)
    key = ApiKey(
        ref=new_reference("AK"),
        program=program,
        digest=_digest(secret),
        made_at=at,
        revoked_at=None,
    )
    key.save(force_insert=True)
    record(f"apikey:{key.ref}", "apikey.added", at=at, by=by, body={"program": program})
    return MadeKey(key, f"camket_{key.ref}_{secret}")


@transaction.atomic
def revoke_key(ref: str, *, by: str, at: datetime) -> ApiKey:
    """Take a key back: from now on it opens nothing. Records `apikey.revoked`."""
    key = ApiKey.objects.filter(ref=ref).first()
    if key is None:
        raise NotFound(f"Không có khóa API {ref}.", f"There is no API key {ref}.")
    if not ApiKey.objects.filter(ref=ref, revoked_at__isnull=True).update(revoked_at=at):
        raise ChangedMeanwhile
    record(f"apikey:{ref}", "apikey.revoked", at=at, by=by, body={"program": key.program})
    key.refresh_from_db()
    return key


def key_of(token: str) -> ApiKey | None:
    """The live key that a token is, or None. How long it takes says nothing about the secret."""
    match = _TOKEN.fullmatch(token)
    key = ApiKey.objects.filter(ref=match[1], revoked_at__isnull=True).first() if match else None
    if match is None or key is None:
        return None
    return key if hmac.compare_digest(key.digest, _digest(match[2])) else None


def _digest(secret: str) -> str:
    return blind_index("apikey", secret)
