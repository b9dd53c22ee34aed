"""Tags that draw the fields of a form, its errors, and answers to check (the GOV.UK pattern)."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

TEMPLATES = (
    (forms.RadioSelect, "ui/parts/choices.html"),
    (forms.CheckboxSelectMultiple, "ui/parts/choices.html"),
    (forms.CheckboxInput, "ui/parts/tick.html"),
    (forms.FileInput, "ui/parts/upload.html"),
)


def first_control(bound: BoundField) -> str:
    """The id that a link to this field goes to: the first radio of a group, else the control."""
    grouped = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if grouped else bound.auto_id


def control(bound: BoundField) -> SafeString:
    """The control itself, tied to its hint and its error for those who hear the page."""
    described = [f"{bound.auto_id}_hint"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described) or False}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return bound.as_widget(attrs=attributes)


@register.simple_tag
def field(bound: BoundField, *, heading: bool = False, optional: bool | None = None) -> SafeString:
    """One question: its label, hint, error and control. `heading` makes the label the page's title.

    A field that need not be filled says so, unless `optional` decides otherwise.
    """
    widget = bound.field.widget
    kind = next((name for known, name in TEMPLATES if isinstance(widget, known)), None)
    context = {
        "field": bound,
        "control": control(bound),
        "heading": heading,
        "optional": not bound.field.required if optional is None else optional,
        "multiple": isinstance(widget, forms.CheckboxSelectMultiple),
    }
    return render_to_string(kind or "ui/parts/field.html", context)


@register.inclusion_tag("ui/parts/errors.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What is to be put right, each with a link to its field; nothing while there is nothing."""
    problems = [
        (first_control(form[name]) if name in form.fields else "", message)
        for name, messages in form.errors.items()
        for message in messages
    ]
    return {"problems": problems}


@register.inclusion_tag("ui/parts/answers.html")
def answers(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Answers to check: rows with `question`, `answer` or `lines`, and `change`, the address to go back to."""
    return {"rows": rows}
