"""`{% qr link %}`: a square code for a camera."""

from __future__ import annotations

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def qr(link: str, label: str = "") -> SafeString:
    """The link as a QR code, drawn on white whatever the scheme, because cameras want it so."""
    drawing = segno.make(link, error="m").svg_inline(
        border=2, svgclass="qr", lineclass=None, omitsize=True, light="#fff"
    )
    return format_html(
        '<div class="qr" role="img" aria-label="{}">{}</div>',
        label or _("Mã QR mở trang theo dõi"),
        mark_safe(drawing),  # noqa: S308
    )
