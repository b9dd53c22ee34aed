"""What the environment says, and how a wrong value is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from camket.config.addresses import UNDER_TLS
from camket.config.environment import read
from camket.refusals import NotUnderstood

PRODUCTION = {"CAMKET_PRODUCTION": "1", "CAMKET_URL": "https://hoso.example.vn"}


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
        ("CAMKET_HOME", __file__),
        ("CAMKET_HOME", f"{__file__}/var"),
        ("CAMKET_KEYS", __file__),
        ("CAMKET_URL", "hoso.example.vn"),
        ("CAMKET_URL", "http://["),
        ("CAMKET_URL", "https://hoso.example.vn:99999"),
        ("CAMKET_HOSTS", "https://hoso.example.vn"),
        ("CAMKET_POLICY", "/nowhere/at/all"),
        ("DATABASE_URL", "mysql://a/b"),
        ("DATABASE_URL", "postgresql://["),
        ("DATABASE_URL", "postgresql://camket:secret@127.0.0.1:abc/camket"),
        ("DATABASE_URL", "postgresql://camket:se#cret@127.0.0.1/camket"),
        ("DATABASE_URL", "postgresql://camket:secret@127.0.0.1"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3"),
        ("KEYS_DATABASE_URL", "mysql://a/b"),
        ("SMTP_URL", "mail.example.vn:25"),
        ("SMTP_URL", "smtp://mail.example.vn:smtp"),
        ("SMTP_URL", "smtp://["),
        ("CAMKET_NOW", "/nowhere/at/all"),
        ("CAMKET_NOW", "/"),
        ("CAMKET_NOW", "tomorrow"),
        ("CAMKET_NOW", "2026-11-20T16:50"),
        ("CAMKET_SEALING", "maybe"),
        ("CAMKET_MAILBOXES", "/nowhere/mailboxes.toml"),
        ("CAMKET_VOICE_FOLDER", "/nowhere/at/all"),
        ("CAMKET_CLAMAV", "localhost:99999"),
        ("CAMKET_SMS_URL", "http://gateway.example.vn"),
        ("CAMKET_SMS_URL", "https://gateway.example.vn"),
        ("CAMKET_ZALO_SECRET", "of no use without the app"),
        ("CAMKET_ZALO_TOKENS", __file__),
        ("CAMKET_DJANGO_SECRET", "short"),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence_that_names_it(name: str, value: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read({name: value})
    assert name in refused.value.vi
    assert name in refused.value.en


def test_production_refuses_a_moved_clock_and_open_sealing() -> None:
    assert read(PRODUCTION).production
    for name, value in (("CAMKET_NOW", "2026-11-20T16:50+07:00"), ("CAMKET_SEALING", "off")):
        with pytest.raises(NotUnderstood, match=name):
            read({**PRODUCTION, name: value})


def test_a_file_with_the_moved_clock_is_refused_in_production_too(tmp_path: Path) -> None:
    clock = tmp_path / "now"
    clock.write_text("2026-11-20T16:50+07:00")
    assert read({"CAMKET_NOW": str(clock)})
    with pytest.raises(NotUnderstood, match="CAMKET_NOW"):
        read({"CAMKET_PRODUCTION": "1", "CAMKET_NOW": str(clock)})


@pytest.mark.parametrize("url", ["", "http://hoso.example.vn"])
def test_production_needs_the_address_that_customers_open(url: str) -> None:
    with pytest.raises(NotUnderstood, match="CAMKET_URL"):
        read({"CAMKET_PRODUCTION": "1", "CAMKET_URL": url})


def test_production_sends_letters_under_tls_or_within_this_machine() -> None:
    with pytest.raises(NotUnderstood, match="SMTP_URL"):
        read({**PRODUCTION, "SMTP_URL": "smtp://a:b@mail.example.vn:587"})
    for url in (
        "smtps://a:b@mail.example.vn",
        "smtp+starttls://mail.example.vn",
        "smtp://127.0.0.1:25",
    ):
        assert read({**PRODUCTION, "SMTP_URL": url}).smtp_url == url
    assert read({"SMTP_URL": "smtp://mail.example.vn"}).smtp_url


@pytest.mark.parametrize(
    "address",
    [
        "camket:secret@db.example.vn/camket",
        "camket:secret@db.example.vn/camket?sslmode=prefer",
        "camket:secret@db.example.vn/camket?sslmode=require&sslmode=disable",
        "camket@/camket?host=db.example.vn",
        "camket@127.0.0.1,db.example.vn/camket",
        "camket@localhost/camket?hostaddr=192.0.2.7",
        "/camket?service=elsewhere",
    ],
)
def test_production_reaches_a_database_on_another_machine_under_tls_only(address: str) -> None:
    for name in ("DATABASE_URL", "KEYS_DATABASE_URL"):
        url = {name: f"postgresql://{address}"}
        assert read(url)
        with pytest.raises(NotUnderstood, match=f"{name}: .*TLS") as refused:
            read({**PRODUCTION, **url})
        assert "secret" not in refused.value.vi + refused.value.en
    for variable, server in (("PGHOST", "db.example.vn"), ("PGHOSTADDR", "192.0.2.7")):
        with pytest.raises(NotUnderstood, match="TLS"):
            read({**PRODUCTION, "DATABASE_URL": "postgresql:///camket", variable: server})


@pytest.mark.parametrize(
    "address",
    [
        *(f"a:b@db.example.vn/camket?sslmode={mode}" for mode in sorted(UNDER_TLS)),
        "a:b@127.0.0.1:5432/camket",
        "a:b@localhost/camket",
        "a@[::1]/camket",
        "a@/camket?host=/run/postgresql",
        "a@%2Frun%2Fpostgresql/camket",
        "/camket",
    ],
)
def test_production_takes_a_database_under_tls_or_within_this_machine(address: str) -> None:
    assert read({**PRODUCTION, "DATABASE_URL": f"postgresql://{address}"}).production


def test_a_refusal_repeats_no_password() -> None:
    for name, scheme in (("DATABASE_URL", "postgresql"), ("SMTP_URL", "smtp")):
        with pytest.raises(NotUnderstood) as refused:
            read({name: f"{scheme}://camket:mat-khau@127.0.0.1:abc/x"})
        assert "mat-khau" not in refused.value.vi + refused.value.en


def test_keys_lie_apart_from_the_data(tmp_path: Path) -> None:
    environment = read({"CAMKET_HOME": str(tmp_path / "var")})
    assert environment.home not in environment.keys.parents


@pytest.mark.parametrize("keys", ["var/keys", "var", "var/../var/keys", "link/keys", "."])
def test_keys_inside_the_data_are_refused_however_the_path_is_written(
    tmp_path: Path, keys: str
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "var")
    with pytest.raises(NotUnderstood, match="CAMKET_KEYS"):
        read({"CAMKET_HOME": str(tmp_path / "var"), "CAMKET_KEYS": str(tmp_path / keys)})


def test_wrapped_keys_do_not_share_a_database_with_what_they_open() -> None:
    url = "postgresql://camket:secret@127.0.0.1/camket"
    with pytest.raises(NotUnderstood, match="KEYS_DATABASE_URL"):
        read({"DATABASE_URL": url, "KEYS_DATABASE_URL": url})


def test_databases_that_can_be_are_taken(tmp_path: Path) -> None:
    for url in (
        "postgresql://camket:secret@db.example.vn:5432/camket",
        "postgres://camket@/camket?host=/run/postgresql",
        f"sqlite:///{tmp_path}/camket.sqlite3",
        f"sqlite:///{tmp_path}/var/camket.sqlite3",
    ):
        read({"CAMKET_HOME": str(tmp_path / "var"), "DATABASE_URL": url})
