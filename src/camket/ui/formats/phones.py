"""Phone numbers on a page and in a link."""

from __future__ import annotations

from camket.text import phone_normal_form, phone_shown

_NO_BREAK = "\u00a0"
_SERVICE = ("1800", "1900")


def phone(number: str) -> str:
    """`0909 156 177`, with spaces that do not break; what is not a phone number stays as it is."""
    normal = phone_normal_form(number)
    return phone_shown(normal).replace(" ", _NO_BREAK) if normal else number


def phone_link(number: str) -> str:
    """The address that a phone dials: `tel:+84909156177`; a service number keeps its own digits.

    Service numbers (1800, 1900) cannot be reached through the country code.
    """
    normal = phone_normal_form(number)
    digits = "".join(c for c in number if c.isdigit())
    return f"tel:{digits if normal is None or digits.startswith(_SERVICE) else normal}"
