"""What a page shows of an account's factors, and of an app that is being added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from camket.people.models import Account
from camket.people.signing.factors.adapter import Adapter
from camket.people.signing.factors.keeping import new_secret
from camket.people.signing.forms import signed_secret


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: of which kind, since when, last used when. `name` is what kind of device a passkey is on."""

    pk: int
    kind: str
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class NewApp:
    """A secret to be scanned or typed into an app, and the same signed for the way back."""

    secret: str
    link: str
    sealed: str


def factors_of(account: Account) -> list[Factor]:
    """The factors, oldest first. One query."""
    rows = Authenticator.objects.filter(user=account).order_by("created_at", "pk")
    return [
        Factor(
            row.pk, str(row.type), str(row.data.get("name", "")), row.created_at, row.last_used_at
        )
        for row in rows
    ]


def new_app(account: Account, secret: str = "") -> NewApp:
    """What to show to somebody who adds an app; the same secret again after a wrong code."""
    secret = secret or new_secret()
    grouped = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    link = Adapter().build_totp_url(account, secret)
    return NewApp(grouped, link, signed_secret(account, secret))
