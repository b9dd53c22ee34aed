"""Words and addresses that only the desk's pages need."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms, template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from camket.cases.models import Case
from camket.complaints.reading import Checked
from camket.desk.case.moves import Offer
from camket.desk.forms.case import FindingForm
from camket.desk.words import CHANNELS, KINDS, PROMISES, REMEDIES, STATES
from camket.promises.models import Promise
from camket.rulebook.company import governing_version
from camket.ui.parts.promise import PromiseClock
from camket.ui.tags.fields import field
from camket.ui.tags.parts import state

register = template.Library()


@register.simple_tag
def desk_state(code: str) -> SafeString:
    """Where a complaint stands, as the desk says it: of the customer, not to the customer."""
    return state(code, str(STATES.get(code, "")))


@register.filter
def promise_name(promise: Promise) -> str:
    """What was promised, in a word."""
    return str(PROMISES[promise.kind])


@register.filter
def clause_named(promise: Promise) -> str:
    """The clause that it was given under, by the code and version that the customer reads too."""
    found = governing_version(promise.clause_id, promise.clause_digest)
    if found is None:
        return promise.clause_id
    clause, version = found
    return _("%(code)s, bản %(number)s") % {"code": clause.head.code, "number": version.version}


@register.filter
def channel_name(channel: str) -> str:
    """The way in which something came."""
    return str(CHANNELS[channel][1])


@register.filter
def channel_icon(channel: str) -> str:
    """Its picture."""
    return CHANNELS[channel][0]


@register.filter
def kind_name(kind: str) -> str:
    """What kind of case it is."""
    return str(KINDS[kind])


@register.filter
def case_url(case: Case) -> str:
    """The page of a case."""
    return reverse("desk:case", args=[case.number])


@register.filter
def time_left(clock: PromiseClock) -> str:
    """`còn 5 ngày`, `hôm nay`, `trễ 1 ngày`: working days."""
    if clock.state == "late":
        late = clock.late_by
        return ngettext("trễ %(days)s ngày", "trễ %(days)s ngày", late) % {"days": late}
    if clock.today == clock.terms.limit:
        return _("hôm nay")
    return ngettext("còn %(days)s ngày", "còn %(days)s ngày", clock.left) % {"days": clock.left}


@register.filter
def remedy_name(kind: str) -> str:
    """What the customer gets."""
    return str(REMEDIES[kind])


@register.filter
def step_url(offer: Offer, case: Case) -> str:
    """Where a step that needs no words is posted to."""
    return reverse(f"desk:{offer.name}", args=[case.number])


@register.simple_tag
def finding_field(typed: Mapping[str, forms.Form], point: Checked) -> str:
    """The field for what was found on a point: as it was typed, or with what is known."""
    name = f"finding_{point.position}"
    known = FindingForm(auto_id=f"{name}_%s", initial={"finding": point.finding})
    return field(typed.get(name, known)["finding"])
