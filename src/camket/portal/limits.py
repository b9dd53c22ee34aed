"""How often a customer's page may be tried: far above what one household does."""

from __future__ import annotations

from camket.ui.limits import Limit

LOOK_UPS = Limit("look-ups", 30, 3600)
"""Wrong numbers or codes from one address."""
GUESSES = Limit("guesses", 10, 3600)
"""Wrong codes for one case number from one address. A stranger's guesses never shut the owner out."""
SENDINGS = Limit("sendings", 30, 3600)
"""Forms sent from one address."""
PASSWORDS = Limit("passwords", 50, 900)
"""Wrong passwords from one address."""
PASSWORDS_FOR_A_POINT = Limit("passwords-point", 10, 900)
"""Wrong passwords for one contact point from one address."""
