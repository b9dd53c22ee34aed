"""Words of the lists beside the queue."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from camket.arrivals.models import Arrival
from camket.arrivals.rules import Place
from camket.cases.models import Case
from camket.desk.incoming.words import CALLS, DELIVERIES, DISMISSALS, FAILURES, HELD, SET_ASIDE
from camket.desk.typing.taken import may_hand_out_code
from camket.desk.words import CHANNELS, LETTERS
from camket.people.models import Staff
from camket.ui.tags.icons import icon

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


@register.filter
def why_waiting(arrival: Arrival) -> str:
    """Why an arrival waits for a person: a reason of intake, or what stopped it, by its own name if unknown."""
    if arrival.place == Place.FAILED:
        unknown = _("Chưa nhận được vì lỗi của phần mềm (%(code)s)") % {"code": arrival.reason}
        return str(FAILURES.get(arrival.reason, unknown))
    return str(HELD.get(arrival.reason, arrival.reason))


@register.filter
def why_set_aside(arrival: Arrival) -> str:
    """Why the machine opened nothing with an arrival."""
    return str(SET_ASIDE.get(arrival.outcome or "", arrival.outcome))


@register.filter
def printable_by(case: Case, staff: Staff) -> bool:
    """Whether the person may print the slip of the case."""
    return may_hand_out_code(staff, case)


@register.filter
def dismissal(reason: str) -> str:
    """Why an arrival was dismissed."""
    return str(DISMISSALS.get(reason, reason))


@register.simple_tag
def delivery_state(state: str) -> SafeString:
    """Where a letter is: an icon and a word; the colour only repeats them."""
    words, picture, tone = DELIVERIES[state]
    shown = format_html(' data-state="{}"', tone) if tone else ""
    return format_html('<span class="state"{}>{}{}</span>', shown, icon(picture), words)


@register.filter
def delivery_words(state: str) -> str:
    """The same in words alone."""
    return str(DELIVERIES[state][0])


@register.filter
def door_name(mailbox: str) -> str:
    """A door by the name of its channel, a mailbox by its own."""
    return str(CHANNELS[mailbox][1]) if mailbox in CHANNELS else mailbox
