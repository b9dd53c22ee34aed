"""`camket due`, as a person types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from camket.config.cli import main

FRIDAY = "2026-11-20T16:50+07:00"


def test_it_prints_the_limit_with_its_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--received", FRIDAY, "--working-days", "7"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown.keys() == {"due", "calendar", "steps"}
    assert shown["due"] == "2026-12-02"
    assert len(shown["steps"]) == 13
    assert shown["steps"][4] == {
        "date": "2026-11-24",
        "counts": False,
        "why": "Ngày Văn hóa Việt Nam",
    }


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (["--received", "2026-11-23", "--days", "20"], "2026-12-14"),
        (["--received", "2026-08-21", "--working-days", "1"], "2026-08-24"),
        (["--received", "2026-08-21", "--working-days", "1", "--swaps"], "2026-08-22"),
        (["--received", FRIDAY, "--hours", "24"], "2026-11-21"),
    ],
)
def test_it_counts_in_every_unit(
    capsys: pytest.CaptureFixture[str], asked: list[str], due: str
) -> None:
    assert main(["due", *asked]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == due


def test_it_speaks_english_and_shows_the_instant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--received", FRIDAY, "--hours", "1", "--lang", "en"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["at"] == "2026-11-20T17:50:00+07:00"
    assert shown["steps"][0]["why"] == "16:50 to 17:50, without a pause"


def test_it_takes_the_calendar_of_a_company(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "cairo.toml"
    path.write_text('id = "cairo"\nyears = [2026]\nweekly_off = [5, 6]\n', "utf-8")
    asked = ["--received", "2026-11-19", "--working-days", "1", "--calendar", str(path)]
    assert main(["due", *asked]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2026-11-22"


WRONG = [
    ([], "đúng một trong ba", "exactly one of"),
    (["--days", "1", "--hours", "1"], "đúng một trong ba", "exactly one of"),
    (["--days", "1"], "--received phải là", "--received must be"),
    (["--received", "today", "--days", "1"], "đang là “today”", 'it is "today"'),
    (["--received", "2026-02-30", "--days", "1"], "đang là “2026-02-30”", 'it is "2026-02-30"'),
    (["--received", "2026-11-20T16:50", "--days", "1"], "thiếu múi giờ", "has no offset"),
    (["--received", "2026-11-20", "--hours", "1"], "cần cả giờ nhận", "needs the time"),
    (["--received", FRIDAY, "--days", "x"], "--days phải là số", "--days must be a whole"),
    (["--received", FRIDAY, "--working-days", "-1"], "--working-days phải", "--working-days must"),
    (["--received", FRIDAY, "--days", "0"], "từ 1 trở lên", "1 or more"),
    (["--received", FRIDAY, "--days", "1", "--lang", "fr"], "--lang phải là", "--lang must be"),
    (["--received", FRIDAY, "--days", "1", "--calendar", "x"], "tệp lịch", "calendar file"),
    (["--received", "2027-12-31", "--days", "1"], "lịch năm 2028", "calendar for 2028"),
]


@pytest.mark.parametrize(("asked", "vi", "en"), WRONG)
def test_a_wrong_value_is_told_in_both_languages(
    capsys: pytest.CaptureFixture[str], asked: list[str], vi: str, en: str
) -> None:
    assert main(["due", *asked]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert vi in told.err
    assert en in told.err


def test_it_needs_no_django() -> None:
    program = (
        "import sys; from camket.config.cli import main; "
        f"main(['due', '--received', '{FRIDAY}', '--days', '1']); "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
