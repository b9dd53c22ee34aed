"""A clause's text as HTML. What comes from a parameter is marked, so that a reader sees which words are counted."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from camket.policy import ClauseVersion, Unit, Value

# CommonMark without raw HTML: a text of the policy cannot bring elements of its own.
_COMMONMARK = MarkdownIt("commonmark", {"html": False})
# From Unicode's private use area: CommonMark leaves them alone, and no text of a policy holds them.
_OPENS, _NAMED, _CLOSES = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{_OPENS}([a-z_]+){_NAMED}(.*?){_CLOSES}", re.DOTALL)
_SHORT = frozenset({Unit.TIME, Unit.PHONE})


def body_html(version: ClauseVersion, lang: str) -> SafeString:
    """The body of a version, with each parameter in a `<data class="param">`."""
    marked = version.as_published(lang, _mark)
    html = _COMMONMARK.render(marked)
    # Safe: markdown-it escapes what it is given, and only our own element is put in.
    return mark_safe(_MARKED.sub(lambda found: _put(version, found), html))  # noqa: S308


def parameter_html(value: Value, lang: str) -> SafeString:
    """One value by itself, marked as it is in the text."""
    return _element(value, SafeString(_COMMONMARK.renderInline(value.shown(lang))))


def _mark(name: str, shown: str) -> str:
    return f"{_OPENS}{name}{_NAMED}{shown}{_CLOSES}"


def _put(version: ClauseVersion, found: re.Match[str]) -> str:
    # What stands between the marks was escaped by markdown-it.
    return _element(version.values[found[1]], SafeString(found[2]))


def _element(value: Value, shown: SafeString) -> SafeString:
    unit = value.parameter.unit
    if unit.is_number or unit in _SHORT:
        return format_html('<data class="param" value="{}">{}</data>', value.plain, shown)
    return format_html('<span class="param">{}</span>', shown)
