"""The work that goes on all the time: arrivals are taken, letters are delivered."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from camket.arrivals.actions import claim
from camket.intake.actions.taking import take
from camket.notices.carriers import Carrier, DeskCarrier, SmtpCarrier
from camket.notices.texting.sms import SmsGateway
from camket.notices.texting.texter import Texter
from camket.notices.texting.tokens import Tokens
from camket.notices.texting.zalo import ZaloAccount
from camket.notices.ways import SMS, ZALO
from camket.rulebook.company import current_policy

BATCH = 50


def take_due(*, at: datetime) -> int:
    """Take a batch of arrivals that wait. Returns how many."""
    arrivals = claim(at=at, limit=BATCH)
    if arrivals:
        take(arrivals, at=at)
    return len(arrivals)


def texters() -> dict[str, Texter]:
    """Who carries texts, by channel, as the environment says."""
    found: dict[str, Texter] = {}
    if settings.CAMKET_SMS_URL:
        found[SMS] = SmsGateway(settings.CAMKET_SMS_URL, settings.CAMKET_MESSAGE_SECRET)
    if settings.CAMKET_ZALO_TOKENS:
        app, secret = settings.CAMKET_ZALO_APP, settings.CAMKET_ZALO_APP_SECRET
        found[ZALO] = ZaloAccount(Tokens(settings.CAMKET_ZALO_TOKENS, app, secret))
    return found


def carrier() -> Carrier:
    """Who takes letters out of the house, as the environment says."""
    if not settings.CAMKET_SMTP_URL:
        return DeskCarrier()
    company = current_policy().company
    return SmtpCarrier(settings.CAMKET_SMTP_URL, company.mail, company.name)
