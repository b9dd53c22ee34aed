"""A square code for a link, and the words of results."""

from __future__ import annotations

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from camket.portal.tracking.turns import remedy_words

register = template.Library()
register.filter("remedy_words", remedy_words)


@register.simple_tag
def qr(link: str) -> SafeString:
    """The link as a QR code, drawn on white whatever the scheme, because cameras want it so."""
    drawing = segno.make(link, error="m").svg_inline(
        border=2, svgclass="qr", lineclass=None, omitsize=True, light="#fff"
    )
    label = _("Mã QR mở trang theo dõi")
    return format_html(
        '<div class="qr" role="img" aria-label="{}">{}</div>',
        label,
        mark_safe(drawing),  # noqa: S308
    )


@register.filter
def outcome_words(outcome: str) -> str:
    """What was decided on one point."""
    return {
        "accepted": _("Chấp nhận"),
        "partly": _("Chấp nhận một phần"),
        "rejected": _("Không chấp nhận"),
    }.get(outcome, outcome)
