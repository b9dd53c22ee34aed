"""The words of results."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from camket.portal.tracking.turns import remedy_words

register = template.Library()
register.filter("remedy_words", remedy_words)


@register.filter
def outcome_words(outcome: str) -> str:
    """What was decided on one point."""
    return {
        "accepted": _("Chấp nhận"),
        "partly": _("Chấp nhận một phần"),
        "rejected": _("Không chấp nhận"),
    }.get(outcome, outcome)
