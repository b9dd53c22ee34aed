"""What the papers on security say is what the code does."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

from django import forms
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver

from camket.arrivals.channels import api
from camket.config.logs import Line
from camket.desk.urls import urlpatterns
from camket.intake.actions import beginning
from camket.people.rules import (
    CODE_LASTS,
    CODE_TRIES,
    CODES_FROM_A_PLACE,
    CODES_TO_A_POINT,
    FIRST_PASSWORD_LASTS,
    Role,
)
from camket.people.signing.factors.checking import TRIES, WITHIN
from camket.people.signing.passwords import _HOUSE, CUSTOMERS_LEAST, STAFF_LEAST
from camket.people.signing.visits import CUSTOMERS, STAFF
from camket.ui.limits import Guesses, Limit
from camket.ui.uploads import MOST_FILES
from camket.vault.keys import NAMES
from tests.architecture.tree import document
from tests.security.test_asvs import exists


def paper(name: str) -> str:
    return document(f"docs/security/{name}.md")


def lines(name: str) -> set[str]:
    return set(paper(name).splitlines())


def all_forms(kind: type[forms.BaseForm] = forms.Form) -> Iterator[type[forms.BaseForm]]:
    for one in kind.__subclasses__():
        yield one
        yield from all_forms(one)


def test_every_form_and_the_most_that_its_fields_take_is_written_down() -> None:
    assert get_resolver().url_patterns
    ours = {
        f for f in all_forms() if f.__module__.startswith("camket") and ".kit" not in f.__module__
    }
    assert len(ours) > 20
    for form in ours:
        told = [
            f"{name} ≤ {most}" if (most := getattr(field, "max_length", None)) else name
            for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        ]
        place = f"{form.__module__.removeprefix('camket.')}.{form.__name__}"
        assert f"| `{place}` | {', '.join(told) or 'nothing'} |" in lines("inputs")


def test_every_text_field_is_bounded() -> None:
    unbounded = {
        f"{form.__name__}.{name}"
        for form in all_forms()
        if form.__module__.startswith("camket") and ".kit" not in form.__module__
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field, forms.CharField) and not field.max_length
        if type(field) is forms.CharField and not isinstance(field.widget, forms.HiddenInput)
    }
    assert unbounded == set()


def test_what_must_fit_together_has_a_test_for_each_line() -> None:
    cited = re.findall(r"`(tests/[\w/.]+::\w+)`", paper("inputs"))
    assert len(cited) >= 5
    assert [one for one in cited if not exists(one)] == []


def limits_of(module: str) -> Iterator[Limit]:
    """Every limit that a module names, also the two that stand together for guesses."""
    for value in vars(importlib.import_module(module)).values():
        if isinstance(value, Guesses):
            yield from (value.for_a_name, value.from_a_place)
        elif isinstance(value, Limit):
            yield value


def test_every_limit_is_written_down() -> None:
    limits = [*limits_of("camket.portal.limits"), *limits_of("camket.desk.signing_in")]
    assert len({limit.name for limit in limits}) >= 11
    for limit in limits:
        assert f"| `{limit.name}` | {limit.tries} | {limit.seconds} s |" in lines("inputs")
    said = paper("inputs")
    assert f"{CODES_TO_A_POINT} an hour to one contact point" in said
    assert f"{CODES_FROM_A_PLACE} from one place" in said
    assert f"{CODE_LASTS.seconds // 60} minutes and {CODE_TRIES} tries" in said
    assert f"{TRIES} tries in {WITHIN.seconds // 60} minutes" in said


def test_what_files_are_taken_is_written_down() -> None:
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == 30 * 1024 * 1024
    assert f"30 MB a sending, {MOST_FILES} files" in paper("inputs")
    assert MOST_FILES == beginning.MOST_FILES == api.MOST_FILES
    # The form itself says that there are too many, and keeps the words: Django's own answer is a bare page.
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES >= 10 * MOST_FILES
    assert f"past {settings.DATA_UPLOAD_MAX_NUMBER_FILES} files nothing is read" in paper("inputs")
    assert "What costs much" in paper("inputs")


def test_how_people_sign_in_is_written_down() -> None:
    said = paper("signing-in")
    assert f"{STAFF_LEAST} characters at least" in said
    assert f"{CUSTOMERS_LEAST} characters at least" in said
    assert all(f"`{word}`" in said for word in _HOUSE)
    assert f"opens nothing after {FIRST_PASSWORD_LASTS.days} days" in said
    assert "Customers need no second factor" in said


def test_how_long_a_session_lasts_and_how_many_there_may_be_is_written_down() -> None:
    hours = CUSTOMERS.idle.seconds // 3600
    assert (
        f"| customers | {hours} hours | {CUSTOMERS.longest.days} days | as many as they like, each listed |"
        in lines("signing-in")
    )
    idle, longest = STAFF.idle.seconds // 3600, STAFF.longest.seconds // 3600
    assert f"| staff | {idle} hour | {longest} hours | as many, each listed |" in lines(
        "signing-in"
    )
    assert "NIST SP 800-63B" in paper("signing-in")


def test_who_may_open_which_page_is_written_down() -> None:
    for pattern in urlpatterns:
        roles = getattr(pattern.callback, "roles", frozenset())
        told = "everybody" if roles == frozenset(Role) else ", ".join(sorted(roles))
        assert f"| `{pattern.name}` | {told or 'whoever comes'} |" in lines("access")


def test_who_reads_which_field_is_written_down() -> None:
    fields = paper("access").partition("## Fields")[2]
    for field in ("tracking code", "phone number of a call", "a note", "file that does harm"):
        assert field in fields


def test_every_table_has_its_level() -> None:
    listed = re.findall(r"`(\w+)`", paper("data").partition("| level | at rest")[0])
    assert len(listed) == len(set(listed))
    assert set(listed) == {model._meta.db_table for model in apps.get_models()}


def test_every_level_says_how_it_is_kept() -> None:
    said = paper("data")
    levels = re.findall(r"(?m)^\| (\w+) \| [^|]+ \| `", said)
    for level in levels:
        assert re.search(rf"(?m)^\| {level} \|(?:[^|\n]+\|){{5}}$", said), level


def test_every_key_is_written_down() -> None:
    assert all(f"| `{name}` |" in paper("keys") for name in (*NAMES, "django-secret"))


def test_where_lines_of_the_log_go_is_written_down() -> None:
    assert set(settings.LOGGING["handlers"]) == {"console"}
    assert settings.LOGGING["handlers"]["console"]["class"] == "logging.StreamHandler"
    assert settings.LOGGING["formatters"]["line"]["()"].endswith(Line.__name__)
    for name in ("camket.security", "django.security", "django.request", "camket.ops"):
        assert f"`{name}`" in paper("logs")


def test_how_soon_a_flaw_of_a_part_is_mended_is_written_down() -> None:
    assert len(re.findall(r"(?m)\| \d+ days \|$", paper("components"))) == 3
