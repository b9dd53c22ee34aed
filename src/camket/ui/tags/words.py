"""Filters that write dates, money, numbers and phones in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from camket.clock import HOME_ZONE
from camket.ui.formats import dates, numbers, phones, spaces

register = template.Library()


def reader() -> str:
    """The language that the page is written in."""
    return get_language() or "vi"


@register.filter
def full_date(when: date | None) -> str:
    """`thứ Tư, 02/12/2026`."""
    return dates.full_date(when, reader()) if when else ""


@register.filter
def weekday_date(when: date | None) -> str:
    """`thứ Tư 02/12`."""
    return dates.weekday_date(when, reader()) if when else ""


@register.filter
def weekday(when: date | None) -> str:
    """`thứ Tư`."""
    return dates.weekday(when, reader()) if when else ""


@register.filter
def weekday_short(when: date | None) -> str:
    """`T4`."""
    return dates.weekday_short(when, reader()) if when else ""


@register.filter
def numeric_date(when: date | None) -> str:
    """`02/12/2026`."""
    return dates.numeric_date(when) if when else ""


@register.filter
def day_month(when: date | None) -> str:
    """`02/12`."""
    return dates.day_month(when) if when else ""


@register.filter
def clock_time(when: datetime | None) -> str:
    """`21:14`."""
    return dates.clock_time(when) if when else ""


@register.filter
def moment(when: datetime | None) -> str:
    """`Chủ nhật 22/11 · 21:14`."""
    return dates.moment(when, reader()) if when else ""


@register.filter
def full_moment(when: datetime | None) -> str:
    """`21:14 ngày 22/11/2026`."""
    return dates.full_moment(when, reader()) if when else ""


@register.filter
def iso(when: date | None) -> str:
    """What `<time datetime>` holds: an instant on the home clock with its offset, or a date."""
    if isinstance(when, datetime):
        return when.astimezone(HOME_ZONE).isoformat(timespec="minutes")
    return when.isoformat() if when else ""


@register.filter
def dong(amount: int | None) -> str:
    """`1.500.000 đ`."""
    return numbers.dong(amount) if amount is not None else ""


@register.filter
def grouped(number: int | None) -> str:
    """`1.214`."""
    return numbers.grouped(number) if number is not None else ""


@register.filter
def decimal_shown(number: float | Decimal | None, places: int = 1) -> str:
    """`2,8`."""
    return numbers.decimal_shown(number, places) if number is not None else ""


@register.filter
def percent(part: float | Decimal | None, places: int = 1) -> str:
    """A share between 0 and 1 as `96,9 %`."""
    return numbers.percent(part, places) if part is not None else ""


@register.filter
def file_size(size: int | None) -> str:
    """`1,8 MB`."""
    return numbers.file_size(size) if size is not None else ""


@register.filter
def phone(number: str | None) -> str:
    """`0909 156 177`."""
    return phones.phone(number) if number else ""


@register.filter
def phone_link(number: str | None) -> str:
    """`tel:+84909156177`."""
    return phones.phone_link(number) if number else ""


@register.filter
def nobreak(text: str | None) -> str:
    """A text with no-break spaces where the house wants them, for titles and letters."""
    return spaces.bind(str(text)) if text else ""


@register.filter
def initials(name: str | None) -> str:
    """`ML` for Trần Mỹ Linh: the last two syllables, as Vietnamese readers abbreviate a name."""
    return "".join(word[0].upper() for word in (name or "").split()[-2:])


@register.filter
def in_language(thing: object, stem: str) -> str:
    """`step|in_language:"why"`: the attribute `why_vi` or `why_en` of a value that carries both."""
    suffix = "en" if reader().startswith("en") else "vi"
    return str(getattr(thing, f"{stem}_{suffix}", ""))


class TypesetNode(template.Node):
    """Binds the text of everything between its tags."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Render what is inside, then bind it."""
        return mark_safe(spaces.bind_page(self.nodelist.render(context)))  # noqa: S308 - already escaped


@register.tag
def typeset(parser: template.base.Parser, _token: template.base.Token) -> TypesetNode:
    """`{% typeset %}…{% endtypeset %}`: no-break spaces for a whole page, set by the base template."""
    nodelist = parser.parse(("endtypeset",))
    parser.delete_first_token()
    return TypesetNode(nodelist)
