"""`camket parse`: what mails say, as JSON, without touching anything."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from camket.config.cli import main
from tests.arrivals.making import PHOTO, file, mail, multipart, part

KEYS = [
    "file", "message_id", "in_reply_to", "references", "from", "to", "cc", "date", "subject", "text",
    "reply", "attachments", "automatic", "bounce", "warnings",
]  # fmt: skip


def parse(capsys: pytest.CaptureFixture[str], *paths: Path | str) -> list[dict[str, object]]:
    """Run the command."""
    assert main(["parse", *map(str, paths)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_file_is_one_line_with_the_keys_of_the_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, noise = tmp_path / "a.eml", tmp_path / "b.eml"
    whole.write_bytes(multipart("mixed", part("Máy hỏng."), file(PHOTO, "máy.jpg")))
    noise.write_bytes(bytes(range(256)) * 40)
    first, second = parse(capsys, whole, noise)
    assert list(first) == list(second) == KEYS
    assert (first["file"], first["subject"], first["text"]) == (
        str(whole),
        "Khiếu nại",
        "Máy hỏng.",
    )
    assert first["from"] == {"name": "Hương", "address": "huong@example.vn"}
    assert first["date"] == "2026-11-22T21:14:00+07:00"


def test_the_company_s_own_mail_is_known_by_its_policy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.eml").write_bytes(mail(From="info@mitgroup.vn"))
    (said,) = parse(capsys, tmp_path / "a.eml")
    assert said["automatic"] == "own"


def test_a_mail_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mail("Máy hỏng."))))
    (said,) = parse(capsys, "-")
    assert (said["file"], said["text"]) == ("-", "Máy hỏng.")


def test_a_file_that_is_not_there_is_told_after_the_others_were_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.eml").write_bytes(mail())
    assert main(["parse", str(tmp_path / "none.eml"), str(tmp_path / "a.eml")]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["subject"] == "Khiếu nại"
    assert "none.eml" in err
    assert main(["parse", str(tmp_path)]) == 2
