"""How often a customer's page may be tried: far above what one household does."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from camket.rulebook.company import current_policy
from camket.ui.formats.phones import phone
from camket.ui.limits import Guesses, Limit, address, check, count

LOOK_UPS = Limit("look-ups", 600, 3600)
"""Wrong numbers or codes from one address, which may be a whole mobile network: the code is what cannot be guessed."""
GUESSES = Limit("guesses", 10, 3600)
"""Wrong codes for one case number from one address. A stranger's guesses never shut the owner out."""
SENDINGS = Limit("sendings", 30, 3600)
"""Messages on one case or notice from one address. Who writes much on one of them stops nobody else's."""
SENDINGS_FROM = Limit("sendings-from-a-place", 600, 3600)
"""Messages on any cases and notices from one address. A mobile network is one address to us."""
PROVED = Limit("proved-sendings", 120, 3600)
"""Forms from one address whose browser did some work for each. A mobile network is one address to us."""
UNPROVED = Limit("sendings-without-proof", 20, 3600)
"""Forms from one address without such a proof: browsers without scripts, and robots."""
BEGINNINGS = Limit("beginnings", 60, 3600)
"""Forms begun from one address."""
OUTAGE_REPORTS = Limit("outage-reports", 20, 3600)
"""Reports of outages from one account, whatever they are about."""
TOLD_ELSEWHERE = Limit("told-elsewhere", 5, 3600)
"""Choosing where to be told about one case from one address: each time the place so far gets a letter."""
PASSWORDS = Guesses(
    for_a_name=Limit("passwords-point", 10, 900),
    from_a_place=Limit("passwords", 50, 900),
    refusal=(
        "Đã thử sai quá nhiều lần. Xin chờ mười lăm phút, hoặc đăng nhập bằng mã.",
        "Too many wrong tries. Wait fifteen minutes, or sign in with a code.",
    ),
)
"""Wrong passwords for one contact point, or for one account that is open."""


def count_sending(request: HttpRequest, number: str, *, at: datetime) -> None:
    """Count a message on the case or notice of this number. Raises TooManyTries."""
    place = address(request)
    named = f"{number} {place}"
    check(SENDINGS_FROM, place, at=at)
    check(SENDINGS, named, at=at)
    count(SENDINGS_FROM, place, at=at)
    count(SENDINGS, named, at=at)


def told_to_wait() -> str:
    """What who sent too often reads above what they typed. Every such limit is counted within an hour."""
    return _(
        "Từ nơi này vừa gửi nhiều lần. Xin chờ nhiều nhất một giờ rồi bấm gửi lại, "
        "hoặc gọi %(number)s; những gì Quý khách đã viết vẫn còn đây."
    ) % {"number": phone(current_policy().company.phone)}
