"""A complaint between its steps.

The pages carry the answers themselves; what was begun is kept beside them, so that files need not be chosen
twice and a closed page is found again (`portal/begun.py`). A browser posts where it wants to `go`. It gets
there if every step before is whole; otherwise it is shown the first step that is not, with its errors. Going
back needs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, FileField, Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from camket.intake.queries.begun import FileSeen
from camket.portal.forms.complaint import LONGEST_PRODUCT, ContactForm, SendForm, WhatForm
from camket.ui.uploads import check_size, refuse

STEPS: Mapping[str, type[Form]] = {"what": WhatForm, "contact": ContactForm, "send": SendForm}
SENT = "sent"
"""Where the last step leads."""
AT = "at"
"""The field that says which step was filled in."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The forms of all steps, filled with what was posted so far, and the step to show."""

    forms: Mapping[str, Form]
    step: str
    files: Sequence[FileSeen] = ()

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

    def refused(self, sentence: str) -> Draft:
        """The same, back on its last step, with a sentence above it: nothing that was typed is lost."""
        step = list(STEPS)[-1] if self.is_complete else self.step
        self.forms[step].full_clean()
        self.forms[step].add_error(None, sentence)
        return replace(self, step=step)


def begin(
    matter: str = "",
    product: str = "",
    kept: Mapping[str, str] | None = None,
    files: Sequence[FileSeen] = (),
) -> Draft:
    """The first page, with the matter and the product that a link brought the customer for.

    What was `kept` from an earlier visit comes before what the link says, on the step where the customer was.
    """
    initial = {"matter": matter} if matter else {}
    initial |= {"product": product[:LONGEST_PRODUCT], "key": new_key(), **(kept or {})}
    step = initial.pop(AT, "what")
    shown = {name: kind(initial=initial) for name, kind in STEPS.items()}
    return Draft(shown, step if step in STEPS else "what", files)


def new_key() -> str:
    """The name of one sending, so that a button pressed twice sends once."""
    return token_urlsafe(16)


def resume(request: HttpRequest, files: Sequence[FileSeen] = (), *, is_ours: bool = True) -> Draft:
    """The page that a posted form leads to. What another site posts gets a key here: it may name none."""
    key = (request.POST.get("key") if is_ours else None) or new_key()
    bound = _bound(request, key)
    target = request.POST.get("go", "")
    order = [*STEPS, SENT]
    before = order[: order.index(target)] if target in order else []
    is_heavy = _check_files(bound["what"], request, files if before else ())
    # Files that were too heavy are not here: that is told whatever was pressed.
    stuck = next((name for name in before if not bound[name].is_valid()), None)
    stuck = "what" if is_heavy else stuck
    step = stuck or (target if target in order else "what")
    if stuck is None and step != SENT:
        # A step that is come to, and not stumbled over, shows its answers without complaining.
        bound[step] = STEPS[step](initial={**typed(request), "key": key})
    return Draft(bound, step, files)


def step_filled(request: HttpRequest) -> str:
    """Which step was filled in, if it is one; a page that says something else gets the first."""
    step = request.POST.get(AT, "")
    return step if step in STEPS else next(iter(STEPS))


def stopped(request: HttpRequest, sentence: str, files: Sequence[FileSeen] = ()) -> Draft:
    """The step that was filled in, as it was posted, with a sentence above it: it leads nowhere."""
    draft = Draft(_bound(request, new_key()), step_filled(request), files)
    refuse(draft.form, request, sentence)
    return draft


def without_files(request: HttpRequest, sentence: str, files: Sequence[FileSeen]) -> Draft:
    """The first step as it was posted, with a sentence why not all of its files were added."""
    draft = Draft(_bound(request, new_key()), next(iter(STEPS)), files)
    draft.form.full_clean()
    draft.form.add_error("attachments", sentence)
    return draft


def _bound(request: HttpRequest, key: str) -> dict[str, Form]:
    posted = request.POST.copy()
    posted["key"] = key
    return {name: kind(posted, request.FILES) for name, kind in STEPS.items()}


def _check_files(form: Form, request: HttpRequest, files: Iterable[FileSeen]) -> bool:
    """What is too heavy was not read at all, and what is half here must be finished or left out.

    Returns whether it was too heavy.
    """
    problems = []
    try:
        check_size(request)
    except ValidationError as error:
        problems.append(error)
    is_heavy = bool(problems)
    problems += [ValidationError(unfinished(file)) for file in files if not file.is_whole]
    if problems:
        form.full_clean()
        form.add_error("attachments", ValidationError(problems))
    return is_heavy


def unfinished(file: FileSeen) -> str:
    """What to do with a file whose connection was lost."""
    return _(
        "Tệp “%(name)s” mới gửi được %(percent)s %%. Xin chọn lại tệp đó để gửi tiếp, hoặc bỏ tệp."
    ) % {"name": file.name, "percent": file.percent}


def typed(request: HttpRequest) -> dict[str, str]:
    """Every answer that a page sent, as it was typed. Files are no answers."""
    names = {name for kind in STEPS.values() for name in kind.base_fields} - {"attachments"}
    return {name: str(request.POST[name]) for name in sorted(names) if name in request.POST}


def _carried(field: BoundField) -> Iterator[tuple[str, str]]:
    """A file cannot be carried; an unticked box is not there, as in any form."""
    value = field.value()
    if isinstance(field.field, FileField) or value in {None, "", False}:
        return
    yield field.html_name, "on" if value is True else str(value)
