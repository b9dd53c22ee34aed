"""With CI=true nothing may be left out; elsewhere it is listed with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.test import _tell


@pytest.fixture
def omissions(tmp_path: Path) -> Path:
    path = tmp_path / "left-out.txt"
    path.write_text("tests/a.py::test_b: there is no Dovecot on this machine\n")
    return path


def test_what_was_left_out_is_listed_and_no_failure_at_home(
    omissions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert _tell(omissions) == 0
    assert "there is no Dovecot" in capsys.readouterr().out


def test_it_is_a_failure_in_ci(omissions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert _tell(omissions) == 1


def test_nothing_left_out_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert _tell(tmp_path / "none.txt") == 0
