"""Letters: one text per name and language, rendered once, when the notice is queued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import get_template, render_to_string, select_template
from django.utils import translation

from camket.rulebook.company import current_policy


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it will be sent."""

    subject: str
    text: str
    html: str


def render_short(name: str, language: str, context: Mapping[str, object]) -> str:
    """The few words of a text message: the letter's own, or its subject and where to read it."""
    known = language if language in {"vi", "en"} else "vi"
    full = {**context, "company": current_policy().company, "language": known}
    choices = [f"letters/{known}/short/{name}.txt", f"letters/{known}/short/other.txt"]
    with translation.override(known):
        subject = get_template(f"letters/{known}/{name}.txt").render(full).strip().split("\n", 1)[0]
        said = select_template(choices).render({**full, "subject": subject.strip()})
    return " ".join(said.split())


def render_letter(name: str, language: str, context: Mapping[str, object]) -> Rendered:
    """Render a letter. The file's first line is the subject; a blank line ends each paragraph."""
    known = language if language in {"vi", "en"} else "vi"
    full = {**context, "company": current_policy().company, "language": known}
    with translation.override(known):
        plain = get_template(f"letters/{known}/{name}.txt").render(full)
        subject, _, text = plain.strip().partition("\n")
        text = "\n".join(line.rstrip() for line in text.strip().splitlines())
        html = render_to_string("letters/frame.html", {**full, "text": text})
    return Rendered(subject.strip(), text, html)
