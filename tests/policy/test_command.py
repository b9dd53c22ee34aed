"""`camket policy check` and `camket policy publish`, as a person types them."""

import subprocess
import sys
from pathlib import Path

import pytest

from camket.config.cli import main
from tests.policy.making import ANSWER, COMPANY, changed, folder_of

ROOT = Path(__file__).parents[2]


def test_a_right_policy_is_counted_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["policy", "check", str(folder_of(tmp_path))]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "1 điều khoản, 1 phiên bản (1 chưa đăng), 3 ví dụ: không có lỗi.",
        "1 clauses, 1 versions (1 not published yet), 3 examples: no fault.",
    ]


def test_what_the_desk_still_needs_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    company = changed(COMPANY, '["answer"]', '["nghia-vu.hop-tac"]')
    clause = changed(ANSWER, 'id = "answer"', 'id = "nghia-vu.hop-tac"')
    folder = folder_of(tmp_path, company=company, **{"nghia-vu.hop-tac": clause})
    assert main(["policy", "check", str(folder)]) == 0
    (told,) = [line for line in capsys.readouterr().out.splitlines() if "still needs" in line]
    assert "khieu-nai.xac-nhan, thoi-gian.thuong," in told
    assert told.endswith("nghia-vu.hop-tac: answer_working_days.")


def test_every_fault_is_printed_with_file_and_line_and_the_status_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path, answer=changed(ANSWER, "within {limit}", "within 7 {limit}"))
    assert main(["policy", "check", str(folder)]) == 1
    vi, en, counted = capsys.readouterr().out.splitlines()
    assert vi.startswith(f"{folder}/clauses/answer.md:50: Chữ số “7” không lấy từ tham số.")
    assert en.startswith(f'{folder}/clauses/answer.md:50: The digits "7" do not come from')
    assert counted == "1 lỗi. / 1 faults."


def test_publishing_prints_what_it_locked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path)
    assert main(["policy", "publish", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("answer 2026-01-01 ")
    assert main(["policy", "publish", str(folder)]) == 0
    assert capsys.readouterr().out.endswith("0 versions were added to published.toml.\n")


def test_nothing_is_published_with_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path, answer=changed(ANSWER, "within {limit}", "soon, in"))
    assert main(["policy", "publish", str(folder)]) == 1
    assert "unused in the text" in capsys.readouterr().out
    assert not (folder / "published.toml").exists()


def test_a_folder_that_is_not_there_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["policy", "check", str(tmp_path / "gone")]) == 1
    assert "company.toml:1: The file cannot be read" in capsys.readouterr().out


def test_the_check_needs_nothing_that_is_set_up() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "camket", "policy", "check", "policies/mit"],
        cwd=ROOT,
        env={"PYTHONPATH": "src", "CAMKET_HOME": "/nowhere", "DATABASE_URL": "nonsense"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (shown.returncode, shown.stderr) == (0, "")
