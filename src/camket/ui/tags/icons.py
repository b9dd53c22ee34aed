"""`{% icon "clock" %}`: the drawing itself, so that a page, or a part of one, needs no second file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SHEET = Path(__file__).resolve().parent.parent / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)">(.*)</symbol>')


@cache
def drawings() -> dict[str, SafeString]:
    """The shapes of every icon by its name; ours, and therefore safe."""
    return {name: mark_safe(shapes) for name, shapes in _SYMBOL.findall(SHEET.read_text("utf-8"))}  # noqa: S308


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon beside a word; read out by nobody, because the word says it. Raises on an unknown name."""
    if name not in drawings():
        raise template.TemplateSyntaxError(
            f"There is no icon {name!r}; add it with tools/icons.py."
        )
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        f" {extra}" if extra else "",
        drawings()[name],
    )
