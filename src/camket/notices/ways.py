"""By which way a contact point is told, as the environment says; None where somebody has to call."""

from __future__ import annotations

from django.conf import settings

from camket.people.models import ContactPoint
from camket.people.rules import ContactKind

MAIL, SMS, ZALO = "mail", "sms", "zalo"
TEXTED = frozenset({SMS, ZALO})


def is_carried(channel: str) -> bool:
    """Whether somebody takes out of the house what goes on this channel."""
    carriers = {
        MAIL: settings.CAMKET_SMTP_URL,
        SMS: settings.CAMKET_SMS_URL,
        ZALO: settings.CAMKET_ZALO_TOKENS,
    }
    return bool(carriers[channel])


def way_to(point: ContactPoint | None) -> str | None:
    """Letters need no setting, since the desk keeps them; a text needs somebody who carries it."""
    if point is None or point.removed_at is not None:
        return None
    ways = {
        ContactKind.MAIL: MAIL,
        ContactKind.PHONE: SMS if settings.CAMKET_SMS_URL else None,
        ContactKind.ZALO: ZALO if settings.CAMKET_ZALO_TOKENS else None,
    }
    return ways[ContactKind(point.kind)]
