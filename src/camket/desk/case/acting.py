"""One way for every step on a case: fill the form, do the one action, go back to the page.

What was typed is never lost: a form that is wrong, or an action that is refused, shows the page again with
everything in its place and the reason above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from camket.cases.models import Case
from camket.clock import now
from camket.desk.case.sight import sight_of
from camket.desk.forms.case import (
    ClosingForm,
    ComposerForm,
    ConcernedForm,
    KindForm,
    LaterDateForm,
    NothingForm,
    PointForm,
    QuestionForm,
    StaffForm,
)
from camket.desk.http import DeskRequest, show
from camket.refusals import Refusal

Act = Callable[[Mapping[str, Any]], object]

FORMS: Mapping[str, type[forms.Form]] = {
    "composer": ComposerForm,
    "points": PointForm,
    "question": QuestionForm,
    "later-date": LaterDateForm,
    "kind": KindForm,
    "closing": ClosingForm,
    "handler": StaffForm,
    "person-concerned": ConcernedForm,
}


def act(
    request: DeskRequest,
    case: Case,
    name: str,
    do: Act,
    *,
    done: str,
    form: forms.Form | None = None,
    back: str = "",
) -> HttpResponse:
    """Do one thing with what was typed into the form of that name, and go `back`: else to the case."""
    filled = (
        form if form is not None else FORMS.get(name, NothingForm)(request.POST, auto_id=ids(name))
    )
    if not filled.is_valid():
        return show_case(request, case, {name: filled}, status=422)
    try:
        do(filled.cleaned_data)
    except Refusal as refusal:
        filled.add_error(None, refusal.sentence(get_language() or "vi"))
        return show_case(request, case, {name: filled}, status=refusal.status)
    messages.success(request, done)
    return redirect(back) if back else redirect("desk:case", case.number)


def show_case(
    request: DeskRequest,
    case: Case,
    typed: Mapping[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the case, with the forms as they stand."""
    case.refresh_from_db()
    sight = sight_of(case, by=request.staff, at=now())
    empty = {
        name: form(auto_id=ids(name), initial=_initial(name, case)) for name, form in FORMS.items()
    }
    forms_by_name = {
        name.replace("-", "_"): form for name, form in {**empty, **(typed or {})}.items()
    }
    refused = _refused(typed)
    context = {
        "sight": sight,
        "case": case,
        "forms": forms_by_name,
        "refused": refused,
        "kept": _typed_words(refused),
    }
    return show(request, "desk/case.html", context, status)


def ids(name: str) -> str:
    """Ids of a form's fields, so that several forms share a page."""
    return f"{name}_%s"


def _initial(name: str, case: Case) -> dict[str, Any]:
    if name == "handler":
        return {"staff": case.handler.ref if case.handler else None}
    return {"kind": case.kind} if name == "kind" else {}


def _refused(typed: Mapping[str, forms.Form] | None) -> forms.Form | None:
    """The form whose errors stand above the page."""
    return next((form for form in (typed or {}).values() if form.errors), None)


def _typed_words(refused: forms.Form | None) -> list[str]:
    """The sentences of a form that was refused: its step may not stand on the page any more."""
    if refused is None:
        return []
    areas = [
        name for name, field in refused.fields.items() if isinstance(field.widget, forms.Textarea)
    ]
    return [str(text) for name in areas if (text := refused[name].value())]
