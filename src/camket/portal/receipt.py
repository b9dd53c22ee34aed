"""What the address of a page says of a sending that is no case yet: its matter and its instant, signed.

Nobody's name stands in it, and nobody can make one that promises another day.
"""

from __future__ import annotations

from datetime import datetime

from django.core import signing

SALT = "camket.portal.kept"


def receipt_of(matter: str, *, at: datetime) -> str:
    """The word that stands in the address."""
    return signing.dumps([matter, at.isoformat()], salt=SALT)


def read_receipt(word: str) -> tuple[str, datetime | None]:
    """Matter and instant, or nothing of a word that is not ours."""
    try:
        matter, at = signing.loads(word, salt=SALT)
    except signing.BadSignature:
        return "", None
    return matter, datetime.fromisoformat(at)
