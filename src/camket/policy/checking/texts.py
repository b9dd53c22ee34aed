"""What the texts may say: no number but from a parameter, and every parameter in both languages."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from camket.policy.both import LANGUAGES, Both
from camket.policy.clauses import PLACEHOLDER, ClauseVersion
from camket.policy.faults import Findings
from camket.policy.parameters import Origin
from camket.policy.reading.building import Reading
from camket.policy.reading.clause_file import Section
from camket.policy.reading.front import FrontMatter

_BRACES = re.compile(r"[{}]")


def digits_in(text: str) -> str:
    """The first run of digits outside placeholders, in any script and also as an HTML entity; or ""."""
    plain = html.unescape(PLACEHOLDER.sub(" ", text))
    run = ""
    for character in plain:
        if unicodedata.category(character) in {"Nd", "Nl", "No"}:
            run += character
        elif run:
            break
    return run


def check_texts(reading: Reading, findings: Findings) -> None:
    """Note the faults of a clause's texts and of the words in its front matter."""
    for section in reading.file.sections:
        _check_section(section, findings)
    if reading.front is not None:
        _check_words(reading, reading.front, findings)
        _check_note(reading, reading.front, findings)
    if reading.clause is not None:
        for version in reading.clause.versions:
            _check_use(reading, version, findings)


def _check_section(section: Section, findings: Findings) -> None:
    for place, line in enumerate(section.text.split("\n")):
        say_digits(line, section.line + place, findings)
        if _BRACES.search(PLACEHOLDER.sub("", line)):
            findings.say(
                section.line + place,
                "Dấu { } chỉ dùng cho tham số như {limit_days}.",
                "Braces are only for parameters such as {limit_days}.",
            )


def say_digits(text: str, line: int, findings: Findings) -> None:
    """Note a digit that does not come from a parameter."""
    if run := digits_in(text):
        findings.say(
            line,
            f"Chữ số “{run}” không lấy từ tham số. Xin khai báo ở [parameters] và viết {{tên}} vào đây.",
            f'The digits "{run}" do not come from a parameter. Declare one in [parameters] and write {{name}} here.',
        )


def _check_words(reading: Reading, front: FrontMatter, findings: Findings) -> None:
    """Names and choices are printed as well, so they have no digits of their own either."""
    for place, words in _printed(front):
        for text in (words.vi, words.en):
            say_digits(text, reading.line(*place), findings)


def _printed(front: FrontMatter) -> Iterator[tuple[tuple[str | int, ...], Both]]:
    for name, parameter in front.parameters.items():
        yield ("parameters", name, "name"), parameter.name
        for code, words in parameter.choices.items():
            yield ("parameters", name, "choices", code), words
    for place, example in enumerate(front.examples):
        yield ("examples", place, "name"), example.name


def _check_note(reading: Reading, front: FrontMatter, findings: Findings) -> None:
    """What nobody has decided is said to be assumed, in words; what the law says names the law."""
    sources = {front.source, *(parameter.source for parameter in front.parameters.values())}
    if Origin.ASSUMED in sources and front.note is None:
        findings.say(
            reading.line("source"),
            "Điều giả định phải có note nói rõ điều gì là giả định.",
            "What is assumed needs a note that says what of it is assumed.",
        )
    if Origin.LAW in sources and not front.legal_basis:
        findings.say(
            reading.line("source"),
            "Điều theo luật phải có legal_basis.",
            "What the law says needs its legal_basis.",
        )


def _check_use(reading: Reading, version: ClauseVersion, findings: Findings) -> None:
    """A parameter that a text does not say is a number that nobody was told."""
    for language in LANGUAGES:
        said = set(PLACEHOLDER.findall(version.texts.spoken(language)))
        for name in sorted(version.values.keys() - said):
            findings.say(
                reading.line("parameters", name),
                f"Tham số “{name}” không có trong phần chữ --- {language} --- từ {version.in_force_from}.",
                f'The parameter "{name}" is unused in the text --- {language} --- from {version.in_force_from}.',
            )
