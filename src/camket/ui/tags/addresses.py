"""Where the header and the footer lead: home, the same page in the other language, standing pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import gettext_lazy as _

from camket.ui.tags.words import reader

register = template.Library()

# Standing pages by the name of their address. One whose face is not there is not shown.
STANDING_PAGES = (
    ("portal:policy", _("Chính sách khách hàng")),
    ("portal:account", _("Tài khoản")),
    ("portal:contact", _("Liên hệ")),
    ("portal:accessibility", _("Trợ năng")),
)


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The page in the other language: its code, how it calls itself, and its address."""

    code: str
    short: str
    name: str
    url: str


@register.simple_tag
def home_address() -> str:
    """The start page in the reader's language."""
    return "/en/" if reader().startswith("en") else "/"


def other_language(request: HttpRequest | None) -> OtherLanguage:
    """The same page in the other language, with its question; home where the page has no other."""
    code, short, name = ("vi", "VI", "Tiếng Việt") if reader() == "en" else ("en", "EN", "English")
    home = "/" if code == "vi" else "/en/"
    if request is None:
        return OtherLanguage(code, short, name, home)
    here = request.get_full_path()
    there = translate_url(here, code)
    return OtherLanguage(code, short, name, home if there == here else there)


@register.inclusion_tag("ui/parts/language.html", takes_context=True)
def language_switch(context: template.Context) -> dict[str, Any]:
    """One list item: the same page in the other language."""
    return {"other": other_language(context.get("request"))}


@register.inclusion_tag("ui/parts/footer_links.html")
def footer_links() -> dict[str, Any]:
    """The standing pages that exist, each once."""
    links: dict[str, str] = {}
    for name, label in STANDING_PAGES:
        try:
            links.setdefault(str(label), reverse(name))
        except NoReverseMatch:
            continue
    return {"links": links}
