"""How often a customer's page may be tried: far above what one household does."""

from __future__ import annotations

from camket.ui.limits import Guesses, Limit

LOOK_UPS = Limit("look-ups", 30, 3600)
"""Wrong numbers or codes from one address."""
GUESSES = Limit("guesses", 10, 3600)
"""Wrong codes for one case number from one address. A stranger's guesses never shut the owner out."""
SENDINGS = Limit("sendings", 30, 3600)
"""Messages on a case from one address."""
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
