"""What was typed when the sitting had ended: it goes with the person through the sign-in, and is sent after.

A form that comes in without a sitting is answered with the sign-in page, which carries its fields along,
hidden; nothing of them is stored. After signing in the words are shown, and one press sends them.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import Resolver404, resolve

PREFIX = "kept:"
OURS = frozenset({"csrfmiddlewaretoken"})
TYPED_AGAIN = "password"
"""A field with this in its name is typed again: a password stands in no page."""
Fields = list[tuple[str, str]]


def typed(request: HttpRequest) -> Fields:
    """The fields of a form that came in without a sitting."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in OURS and TYPED_AGAIN not in name
        for value in values
    ]


def carried(request: HttpRequest) -> Fields:
    """The fields that the sign-in page carried along."""
    return [
        (name.removeprefix(PREFIX), str(value))
        for name, values in request.POST.lists()
        if name.startswith(PREFIX)
        for value in values
    ]


def words_of(fields: Fields) -> list[str]:
    """What a person typed, as far as it is words: codes, numbers and references are sent unshown."""
    return [value for _name, value in fields if not value.isascii() or " " in value.strip()]


def is_page_of_the_desk(address: str) -> bool:
    """Whether a form may be sent on to this address: only to a page of the desk itself."""
    try:
        return resolve(address.partition("?")[0]).app_name == "desk"
    except Resolver404:
        return False
