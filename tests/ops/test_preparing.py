"""What a start refuses before anything is running, by the name of what is wrong."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connections

from camket.config.cli import main
from camket.evidence.actions import record
from camket.ops.preparing import databases, outside, policy
from camket.policy import NotAPolicy
from camket.refusals import NotFound, NotUnderstood
from camket.rulebook.models import ClauseVersion
from camket.vault import keys
from tests.cases.conftest import NOON
from tests.ops.test_mailboxes import TWO
from tests.policy.making import folder_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path: Path, settings: LazySettings) -> Path:
    """A folder for keys that were never made."""
    settings.CAMKET_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


def test_the_first_start_makes_every_key_for_its_owner_alone(desk: Path) -> None:
    databases.prepare_keys()
    assert desk.stat().st_mode & 0o777 == 0o700
    assert {path.stem for path in desk.glob("*.key")} == set(keys.NAMES)
    assert {path.stat().st_mode & 0o777 for path in desk.iterdir()} == {0o600}


def test_no_new_key_is_made_beside_data_that_an_old_one_opens(
    tmp_path: Path, settings: LazySettings
) -> None:
    record("desk:rules", "desk.tried", at=NOON, by="operator")
    settings.CAMKET_KEYS = desk = tmp_path / "keys"
    with pytest.raises(NotFound, match="CAMKET_KEYS"):
        databases.prepare_keys()
    assert not list(desk.glob("*.key"))


def test_a_key_from_the_environment_needs_no_file(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMKET_KEY_KEK", base64.b64encode(b"k" * 32).decode() + "\n")
    databases.prepare_keys()
    assert keys.load_keys(desk).kek == b"k" * 32
    assert not (desk / "kek.key").exists()


@pytest.mark.parametrize("written", ["!!!", "YWJj", "mật khẩu"])
def test_what_is_no_key_is_refused_by_its_name_and_not_repeated(
    desk: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("CAMKET_KEY_KEK", written)
    with pytest.raises(NotUnderstood, match="CAMKET_KEY_KEK") as refused:
        databases.prepare_keys()
    assert written not in refused.value.vi + refused.value.en


def test_a_database_that_does_not_answer_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connections["default"], "ensure_connection", refuse)
    with pytest.raises(NotFound, match=r"DATABASE_URL: .*connection refused"):
        databases.check_they_are_ready()


def test_commands_wait_for_setup_after_an_upgrade(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(databases, "_is_behind", lambda alias: alias == "default")
    assert main(["verify"]) == 2
    assert "Run `camket setup` first." in capsys.readouterr().err


def test_the_database_of_keys_goes_through_the_history_of_the_rooms_in_it_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(databases, "_is_behind", lambda alias: True)
    monkeypatch.setattr(
        databases, "call_command", lambda *words, database, **more: asked.append((*words, database))
    )
    assert databases.migrate() == ["keys", "default"]
    assert asked == [("migrate", "vault", "keys"), ("migrate", "default")]


def test_a_mailbox_whose_password_is_not_set_is_told_before_the_start(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mailboxes.toml"
    file.write_text(TWO, "utf-8")
    settings.CAMKET_MAILBOXES = file
    monkeypatch.delenv("INFO_PASSWORD", raising=False)
    with pytest.raises(NotUnderstood, match='INFO_PASSWORD: the mailbox "info"'):
        outside.check()
    monkeypatch.setenv("INFO_PASSWORD", "bí mật")
    outside.check()


def test_a_file_of_tokens_without_tokens_is_told_before_the_start(
    tmp_path: Path, settings: LazySettings
) -> None:
    settings.CAMKET_ZALO_TOKENS = tmp_path / "tokens.json"
    (tmp_path / "tokens.json").write_text("{}")
    with pytest.raises(NotUnderstood, match="CAMKET_ZALO_TOKENS"):
        outside.check()


def test_a_policy_with_a_fault_never_becomes_a_row(tmp_path: Path, settings: LazySettings) -> None:
    settings.CAMKET_POLICY = shutil.copytree(settings.CAMKET_POLICY, tmp_path / "sen")
    clause = tmp_path / "sen" / "clauses" / "khieu-nai.xu-ly.md"
    clause.write_text(clause.read_text("utf-8") + "\nIn 9 days.\n", "utf-8")
    with pytest.raises(NotAPolicy, match=r"khieu-nai\.xu-ly\.md:\d+: "):
        policy.publish()
    assert not ClauseVersion.objects.filter(clause_id="khieu-nai.xu-ly").exists()


def test_a_policy_without_a_clause_that_the_desk_counts_by_is_told_before_the_start(
    tmp_path: Path, settings: LazySettings
) -> None:
    settings.CAMKET_POLICY = folder_of(tmp_path)
    with pytest.raises(NotUnderstood, match=r"CAMKET_POLICY: .*thoi-gian\.thuong"):
        outside.check()
