"""A complaint between its steps. The pages carry the answers themselves: nothing is kept until it is sent.

A browser posts where it wants to `go`. It gets there if every step before is whole; otherwise it is shown
the first step that is not, with its errors. Going back needs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, FileField, Form
from django.http import HttpRequest, QueryDict

from camket.portal.forms.complaint import LONGEST_PRODUCT, ContactForm, SendForm, WhatForm
from camket.portal.forms.files import check_size

STEPS: Mapping[str, type[Form]] = {"what": WhatForm, "contact": ContactForm, "send": SendForm}
SENT = "sent"
"""Where the last step leads."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The forms of all steps, filled with what was posted so far, and the step to show."""

    forms: Mapping[str, Form]
    step: str

    @property
    def is_complete(self) -> bool:
        """Whether it may be sent."""
        return self.step == SENT

    @property
    def form(self) -> Form:
        """The form of the step to show."""
        return self.forms[self.step]

    @property
    def number(self) -> int:
        """Which step this is, from 1."""
        return list(STEPS).index(self.step) + 1

    @property
    def marks(self) -> list[str]:
        """For each step: done, current or to come."""
        return [
            "done" if place < self.number else "current" if place == self.number else ""
            for place in range(1, len(STEPS) + 1)
        ]

    def carried(self) -> Iterator[tuple[str, str]]:
        """Names and values of the other steps' answers, for hidden fields."""
        for name, form in self.forms.items():
            if name != self.step:
                for field in form:
                    yield from _carried(field)

    def answers(self) -> dict[str, Any]:
        """All cleaned answers of a complete draft."""
        return {
            name: value for form in self.forms.values() for name, value in form.cleaned_data.items()
        }


def begin(matter: str = "", product: str = "") -> Draft:
    """The first page, with the matter and the product that a link brought the customer for."""
    initial = {"matter": matter} if matter else {}
    initial |= {"product": product[:LONGEST_PRODUCT]}
    shown = {
        name: kind(initial=initial if name == "what" else None) for name, kind in STEPS.items()
    }
    shown["send"].fields["key"].initial = new_key()
    return Draft(shown, "what")


def new_key() -> str:
    """The name of one sending, so that a button pressed twice sends once."""
    return token_urlsafe(16)


def resume(request: HttpRequest) -> Draft:
    """The page that a posted form leads to. A form on the company's own site has brought no key yet."""
    posted = request.POST.copy()
    posted.setdefault("key", new_key())
    bound = {name: kind(posted, request.FILES) for name, kind in STEPS.items()}
    try:
        check_size(request)
    except ValidationError as error:
        bound["send"].full_clean()
        bound["send"].add_error("attachments", error)
    target = request.POST.get("go", "")
    order = [*STEPS, SENT]
    before = order[: order.index(target)] if target in order else []
    stuck = next((name for name in before if not bound[name].is_valid()), None)
    step = stuck or (target if target in order else "what")
    if stuck is None and step != SENT:
        # A step that is come to, and not stumbled over, shows its answers without complaining.
        bound[step] = STEPS[step](initial=_typed(posted, step))
    return Draft(bound, step)


def _typed(posted: QueryDict, step: str) -> dict[str, str]:
    return {name: str(posted[name]) for name in STEPS[step].base_fields if name in posted}


def _carried(field: BoundField) -> Iterator[tuple[str, str]]:
    """A file cannot be carried; an unticked box is not there, as in any form."""
    value = field.value()
    if isinstance(field.field, FileField) or value in {None, "", False}:
        return
    yield field.html_name, "on" if value is True else str(value)
