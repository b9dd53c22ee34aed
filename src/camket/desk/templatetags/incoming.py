"""Words of the lists beside the queue."""

from __future__ import annotations

from django import template

from camket.desk.incoming.words import CALLS
from camket.desk.words import LETTERS

register = template.Library()


@register.filter
def letter_name(letter: str) -> str:
    """What a letter is about, its first letter large; an unknown one by its own name."""
    words = str(LETTERS.get(letter, letter))
    return words[:1].upper() + words[1:]


@register.filter
def call_outcome(outcome: str) -> str:
    """What came of a call."""
    return str(CALLS.get(outcome, outcome))
