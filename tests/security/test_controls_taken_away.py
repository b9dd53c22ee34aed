"""Ten rows of the table, with their control taken away: then the test that the row cites fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.people import test_allauth, test_codes
from tests.portal.conftest import MONDAY
from tests.security import test_input, test_logs, test_matrix, test_signing
from tests.security.house import Owner, customer
from tests.security.test_asvs import row
from tests.ui import test_files

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FAILS = (AssertionError, pytest.fail.Exception)
PATH = "camket.people.signing"


def nothing(*_given: Any, **_words: Any) -> None:
    """What stands in the place of a control."""


def hers() -> Owner:
    return customer("huong.nguyen@example.vn", "0901 000 217")


def both() -> tuple[Owner, Owner]:
    from datetime import timedelta  # noqa: PLC0415

    return hers(), customer("khanh.le@example.vn", "0901 000 218", at=MONDAY + timedelta(seconds=5))


def anybodys(request: Any, number: str, need: Any) -> Any:
    """The gate of one's own cases, without asking whose they are."""
    from camket.cases.models import Case  # noqa: PLC0415
    from camket.portal.tracking.gate import no_such_case  # noqa: PLC0415

    case = Case.objects.with_people().filter(number=number).first()
    if case is None:
        raise no_such_case()
    return case


def another_customer_tries(linh: Any) -> None:
    huong, khanh = both()
    test_matrix.test_an_object_is_there_for_whom_it_is_meant_and_for_nobody_else(
        next(a for a in test_matrix.ACTORS if a.name == "another customer"), huong, khanh, linh
    )


Check = Callable[..., object]
ROWS: dict[str, tuple[dict[str, Any], Check, Check]] = {
    "V1.3.4": (
        {"camket.ui.files.SHOWN": ("",)},
        test_files.test_what_a_browser_could_run_is_saved_and_never_shown,
        lambda linh, patch: test_files.test_what_a_browser_could_run_is_saved_and_never_shown(
            *svg_arguments()
        ),
    ),
    "V3.5.1": (
        {"django.middleware.csrf.CsrfViewMiddleware.process_view": nothing},
        test_input.test_a_form_without_its_token_is_refused_everywhere,
        lambda linh, patch: test_input.test_a_form_without_its_token_is_refused_everywhere(hers()),
    ),
    "V6.2.12": (
        {f"{PATH}.passwords.CommonPasswordValidator.validate": nothing},
        test_signing.test_what_was_found_in_breaches_or_names_the_house_is_refused,
        lambda linh, patch: (
            test_signing.test_what_was_found_in_breaches_or_names_the_house_is_refused("qwertyuiop")
        ),
    ),
    "V6.5.2": (
        {f"{PATH}.factors.reserve._hashed": lambda code, salt: code},
        test_allauth.test_6_recovery_codes_are_kept_as_slow_salted_hashes,
        lambda linh, patch: test_allauth.test_6_recovery_codes_are_kept_as_slow_salted_hashes(),
    ),
    "V6.6.2": (
        {f"{PATH}.codes._digest": lambda proof, code: "0" * 64},
        test_codes.test_the_code_of_one_request_opens_no_other,
        lambda linh, patch: test_codes.test_the_code_of_one_request_opens_no_other(),
    ),
    "V6.6.3": (
        {f"{PATH}.codes.CODE_TRIES": 1000},
        test_codes.test_after_five_wrong_ones_the_right_one_is_too_late,
        lambda linh, patch: test_codes.test_after_five_wrong_ones_the_right_one_is_too_late(),
    ),
    "V7.4.1": (
        {
            "camket.portal.account.sign_in.logout": nothing,
            "camket.portal.account.sign_in.end_visit": nothing,
        },
        test_signing.test_a_session_that_was_signed_out_opens_nothing_any_more,
        lambda linh, patch: test_signing.test_a_session_that_was_signed_out_opens_nothing_any_more(
            hers()
        ),
    ),
    "V8.2.2": (
        {"camket.portal.tracking.gate._own_case": anybodys},
        test_matrix.test_an_object_is_there_for_whom_it_is_meant_and_for_nobody_else,
        lambda linh, patch: another_customer_tries(linh),
    ),
    "V14.3.2": (
        {"django.views.decorators.cache.add_never_cache_headers": nothing},
        test_input.test_pages_with_anything_personal_are_kept_by_nobody,
        lambda linh, patch: no_store(hers()),
    ),
    "V16.4.1": (
        {"camket.config.logs._one_line": lambda text: text},
        test_logs.test_nobody_writes_a_second_line,
        lambda linh, patch: test_logs.test_nobody_writes_a_second_line(),
    ),
}


def no_store(huong: Owner) -> None:
    try:
        test_input.test_pages_with_anything_personal_are_kept_by_nobody(huong)
    except KeyError as missing:  # The header itself is not there.
        raise AssertionError(str(missing)) from missing


def svg_arguments() -> tuple[Any, ...]:
    """What the test of files is given: its first set of values."""
    marks = getattr(
        test_files.test_what_a_browser_could_run_is_saved_and_never_shown, "pytestmark", []
    )
    for mark in marks:
        if mark.name == "parametrize":
            first = mark.args[1][0]
            return first if isinstance(first, tuple) else (first,)
    return ()


def test_ten_rows_are_tried() -> None:
    assert len(ROWS) == 10


@pytest.mark.parametrize("name", ROWS)
def test_without_its_control_the_test_of_a_row_fails(
    name: str, linh: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    controls, cited, check = ROWS[name]
    assert row(name)["test"].endswith(f"{cited.__module__.replace('.', '/')}.py::{cited.__name__}")
    for control, instead in controls.items():
        monkeypatch.setattr(control, instead)
    with pytest.raises(FAILS):
        check(linh, monkeypatch)
