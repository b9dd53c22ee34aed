"""What the environment says, and how a wrong value is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from camket.config.environment import read
from camket.refusals import NotUnderstood


def test_an_empty_environment_runs_on_this_machine_alone() -> None:
    environment = read({})
    assert (environment.port, environment.mail_port) == (8000, 8025)
    assert environment.url == "http://127.0.0.1:8000"
    assert environment.demo
    assert environment.sealing


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eight"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٨٠٠٠"),
        ("MAIL_PORT", "8000"),
        ("CAMKET_DEMO", "yes"),
        ("CAMKET_URL", "hoso.example.vn"),
        ("CAMKET_POLICY", "/nowhere/at/all"),
        ("DATABASE_URL", "mysql://a/b"),
        ("SMTP_URL", "mail.example.vn:25"),
        ("CAMKET_NOW", "tomorrow"),
        ("CAMKET_NOW", "2026-11-20T16:50"),
        ("CAMKET_SEALING", "maybe"),
        ("CAMKET_MAILBOXES", "/nowhere/mailboxes.toml"),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence_that_names_it(name: str, value: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read({name: value})
    assert name in refused.value.vi
    assert name in refused.value.en


def test_production_refuses_a_moved_clock_and_open_sealing() -> None:
    for variable in ({"CAMKET_NOW": "2026-11-20T16:50+07:00"}, {"CAMKET_SEALING": "off"}):
        with pytest.raises(NotUnderstood):
            read({"CAMKET_PRODUCTION": "1", **variable})


def test_keys_lie_apart_from_the_data(tmp_path: Path) -> None:
    environment = read({"CAMKET_HOME": str(tmp_path / "var")})
    assert environment.home not in environment.keys.parents
