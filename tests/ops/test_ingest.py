"""Mails that lie in files are taken: each once, whole, and none because of another."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from camket.arrivals.models import Arrival
from camket.cases.models import Case
from camket.ops.commands import ingest
from camket.refusals import NotUnderstood

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

Line = dict[str, str | None]
BETWEEN = "From huong@example.vn Mon Nov 23 09:00:00 2026\n"


def mail(name: str, text: str = "Máy hỏng.", start: str = "From: ") -> str:
    head = f"{start}{name} <{name}@example.vn>\nSubject: Khiếu nại\nMessage-ID: <{name}@example.vn>"
    return f"{head}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"


def taken(capsys: pytest.CaptureFixture[str], *paths: Path | str) -> list[Line]:
    """The lines that the command prints."""
    ingest.run(SimpleNamespace(paths=[str(one) for one in paths], mailbox="x", voice=False))  # type: ignore[arg-type]
    return said(capsys)


def said(capsys: pytest.CaptureFixture[str]) -> list[Line]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_file_of_a_folder_and_each_mail_of_an_mbox_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.eml").write_text(mail("an"), "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "hai.mbox").write_text(
        f"{BETWEEN}{mail('ba')}\n{BETWEEN}{mail('chi')}", "utf-8"
    )
    lines = taken(capsys, tmp_path)
    names = ["a.eml", "b/hai.mbox#0", "b/hai.mbox#1"]
    assert [line["file"] for line in lines] == [str(tmp_path / name) for name in names]
    assert [line["outcome"] for line in lines] == ["opened"] * 3
    assert [line["case"] for line in lines] == list(
        Case.objects.order_by("id").values_list("number", flat=True)
    )


def test_a_letter_that_says_from_is_not_cut_in_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = "Máy hỏng.\n\nFrom Hanoi to Saigon it was whole.\n>From that day on it was not."
    (tmp_path / "mot.mbox").write_text(f"{BETWEEN}{mail('an', story)}", "utf-8")
    assert [line["outcome"] for line in taken(capsys, tmp_path)] == ["opened"]
    assert Arrival.objects.get().size == len(mail("an", story).encode()) - 1


def test_a_space_before_the_colon_makes_no_mbox_of_a_mail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.eml").write_text(mail("an", start="From : "), "utf-8")
    assert [line["outcome"] for line in taken(capsys, tmp_path)] == ["opened"]


@pytest.mark.parametrize("content", [mail("an"), f"{BETWEEN}{mail('an')}\n{BETWEEN}{mail('ba')}"])
def test_standard_input_holds_a_mail_or_an_mbox(
    content: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    lines = taken(capsys, "-")
    assert {line["outcome"] for line in lines} == {"opened"}
    assert len(lines) == content.count("Message-ID")


def test_a_file_that_is_not_there_keeps_no_other_from_being_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.eml").write_text(mail("an"), "utf-8")
    (tmp_path / "z.eml").write_text(mail("ba"), "utf-8")
    with pytest.raises(NotUnderstood, match=r"khong-co\.eml"):
        taken(capsys, tmp_path / "a.eml", tmp_path / "khong-co.eml", tmp_path / "z.eml")
    assert [line["outcome"] for line in said(capsys)] == ["opened", "opened"]


def test_large_mails_are_taken_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ingest, "TOGETHER_BYTES", 300)
    for name in ("an", "ba", "chi"):
        (tmp_path / f"{name}.eml").write_text(mail(name, "Máy hỏng. " * 20), "utf-8")
    assert [line["outcome"] for line in taken(capsys, tmp_path)] == ["opened"] * 3
