"""Vietnamese text, pure: normal form, folding for search, phone numbers.

Everything stored is NFC. `fold` is the only folding in camket: the search index, the forms and the
duplicate check call it, so that what one of them finds the others find too.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

_D_STROKE = str.maketrans("đĐ", "dD")


class _NoMarks(dict[int, int | None]):
    """What `str.translate` does with each character: a mark goes, the rest stays. Learned as it is met."""

    def __missing__(self, character: int) -> int | None:
        self[character] = None if unicodedata.combining(chr(character)) else character
        return self[character]


_NO_MARKS = _NoMarks()
HIDDEN = "•••"
_SYLLABLE = re.compile(r"[^\W_]+")


def nfc(value: str) -> str:
    """The one stored form of a text (Unicode Normalization Form C)."""
    return unicodedata.normalize("NFC", value)


def fold(value: str) -> str:
    """Lower case without marks: `Đơn hàng`, `DON HANG` and the NFD form become `don hang`.

    đ has no Unicode decomposition, so stripping marks alone would leave it; it is mapped first.
    """
    if value.isascii():
        return value.lower()
    marked = unicodedata.normalize("NFD", value.translate(_D_STROKE))
    return marked.translate(_NO_MARKS).casefold()


def syllables(value: str) -> list[str]:
    """The folded syllables of a text in their order, punctuation dropped."""
    return _SYLLABLE.findall(fold(value))


def mail_normal_form(address: str) -> str:
    """The form under which a mail address is looked up: NFC, case folded, outer space dropped.

    The local part is folded too: no mailbox provider that a customer is likely to use tells them apart.
    """
    return nfc(address).strip().casefold()


def phone_normal_form(number: str) -> str | None:
    """A phone number in E.164 (`+84909156177`), read as Vietnamese where it has no country; None if none.

    Old eleven-digit 01x mobile numbers do not exist any more and are None.
    """
    try:
        parsed = phonenumbers.parse(number, "VN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(e164: str) -> bool:
    """Whether a text can reach the number: mobile numbers, and those of which nobody can say."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(e164, "VN"))
    except phonenumbers.NumberParseException:
        return False
    types = phonenumbers.PhoneNumberType
    return kind in {types.MOBILE, types.FIXED_LINE_OR_MOBILE}


def phone_shown(e164: str) -> str:
    """A phone number as people write it: `0909 156 177`, `028 3822 1234`, `1800 6838`."""
    parsed = phonenumbers.parse(e164, "VN")
    if parsed.country_code != 84:  # noqa: PLR2004 - the country code of Vietnam
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def phone_masked(number: str) -> str:
    """A phone number of which its owner knows the rest: its last three digits."""
    return f"{HIDDEN} {number[-3:]}"


def mail_masked(address: str) -> str:
    """A mail address of which its owner knows the rest: `h•••@e•••.vn`."""
    local, _, domain = address.partition("@")
    name, dot, ending = domain.rpartition(".")
    return f"{local[:1]}{HIDDEN}@{name[:1]}{HIDDEN}{dot}{ending}"
