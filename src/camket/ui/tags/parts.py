"""Tags that draw the parts of a page from the frozen values of `camket.ui.parts`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from camket.ui.parts.pips import Pips
from camket.ui.parts.pips import pips as draw_pips
from camket.ui.parts.promise import PromiseClock
from camket.ui.parts.states import look
from camket.ui.parts.timeline import Entry, FileLink, PublishedStep
from camket.ui.parts.turn import Turn
from camket.ui.tags.icons import icon

register = template.Library()


@register.simple_tag
def state(code: str, words: str = "") -> SafeString:
    """`{% state "late" "Trễ 1 ngày làm việc" %}`: an icon and a word; the colour only repeats them."""
    seen = look(code)
    tone = format_html(' data-state="{}"', seen.tone) if seen.tone else ""
    return format_html(
        '<span class="state"{}>{}{}</span>', tone, icon(seen.icon), words or seen.words
    )


@register.inclusion_tag("ui/parts/promise.html")
def promise_clock(
    clock: PromiseClock, title: str = "", heading: str = "clock", *, panel: bool = True
) -> dict[str, Any]:
    """The clock with its head, its days and its terms. `heading` is the id of its title."""
    return {"clock": clock, "title": title, "heading": heading, "panel": panel}


@register.inclusion_tag("ui/parts/days.html")
def promise_days(clock: PromiseClock) -> dict[str, Any]:
    """Only the days."""
    return {"clock": clock}


@register.inclusion_tag("ui/parts/terms.html")
def promise_terms(clock: PromiseClock) -> dict[str, Any]:
    """Only the words: aim, limit, legal limit, and what was skipped."""
    return {"clock": clock}


@register.inclusion_tag("ui/parts/terms_short.html")
def promise_terms_short(clock: PromiseClock) -> dict[str, Any]:
    """For staff: list items with the hour at which the day is worked to, and how long is left."""
    return {"clock": clock}


@register.inclusion_tag("ui/parts/pips.html")
def pips(clock: PromiseClock) -> dict[str, Any]:
    """The clock in one cell of a table; the words stand beside it."""
    drawing: Pips = draw_pips(clock)
    return {"pips": drawing, "clock": clock}


@register.inclusion_tag("ui/parts/turn.html")
def turn(view: Turn, heading: str = "turn") -> dict[str, Any]:
    """Whose turn, by when, what next, who."""
    return {"turn": view, "heading": heading}


@register.inclusion_tag("ui/parts/steps.html")
def steps(view: Iterable[PublishedStep]) -> dict[str, Any]:
    """The published steps and where the case stands."""
    return {"steps": view}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(entries: Iterable[Entry]) -> dict[str, Any]:
    """For the customer: newest first, like a parcel."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/thread.html")
def thread(entries: Iterable[Entry]) -> dict[str, Any]:
    """For the desk: oldest first, ending at the composer."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/files.html")
def files(view: Iterable[FileLink]) -> dict[str, Any]:
    """Files as small pictures, names and players."""
    return {"files": view}


@register.inclusion_tag("ui/parts/note.html")
def note(words: str, icon_name: str = "info-circle", tone: str = "") -> dict[str, Any]:
    """Something to know before going on."""
    return {"words": words, "icon_name": icon_name, "tone": tone}


@register.inclusion_tag("ui/parts/person.html")
def person(name: str, role: str = "") -> dict[str, Any]:
    """A person by initials, name and role."""
    return {"name": name, "role": role}
