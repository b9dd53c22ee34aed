"""The launcher makes an environment once, whole, and says in a sentence why it cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools import environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a folder with a space, that needs no package and whose product prints its words."""
    root = tmp_path / "bàn làm việc"
    (root / "src" / "camket").mkdir(parents=True)
    (root / "src" / "camket" / "__main__.py").write_text("import sys; print(*sys.argv[1:])")
    (root / "requirements").mkdir()
    for name in ("run", "check"):
        (root / "requirements" / f"{name}.txt").write_text("# nothing\n")
    return root


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Environments without pip, as uv makes them: where the question is only when one is made again."""

    def made(folder: Path, file: Path) -> bool:
        command = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder)]
        return subprocess.run(command, check=True).returncode == 0

    monkeypatch.setattr(environment, "_with_uv", made)


def _born(root: Path) -> int:
    return (root / ".venv" / "camket.json").stat().st_mtime_ns


def _say(root: Path, *words: str) -> str:
    command = [str(root / ".venv" / "bin" / "camket"), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_an_environment_is_made_once_and_has_the_command(checkout: Path) -> None:
    environment.ensure("run", checkout)
    born = _born(checkout)
    environment.ensure("run", checkout)
    assert _born(checkout) == born
    assert _say(checkout, "due", "--days", "7") == "due --days 7"


def test_pip_serves_where_uv_is_not(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, **more: None)
    environment.ensure("run", checkout)
    assert _say(checkout, "run") == "run"


@pytest.mark.usefixtures("quick")
def test_a_half_made_environment_is_made_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").write_text("half")
    environment.ensure("run", checkout)
    assert _say(checkout, "run") == "run"


@pytest.mark.usefixtures("quick")
def test_other_requirements_make_another_environment(checkout: Path) -> None:
    environment.ensure("run", checkout)
    born = _born(checkout)
    (checkout / "requirements" / "run.txt").write_text("# still nothing\n")
    environment.ensure("run", checkout)
    assert _born(checkout) != born


@pytest.mark.usefixtures("quick")
def test_the_environment_of_the_checks_also_runs_the_product(checkout: Path) -> None:
    environment.ensure("check", checkout)
    born = _born(checkout)
    environment.ensure("run", checkout)
    assert _born(checkout) == born


@pytest.mark.usefixtures("quick")
def test_a_moved_checkout_gets_a_new_environment(checkout: Path) -> None:
    environment.ensure("run", checkout)
    moved = checkout.rename(checkout.with_name("moved"))
    environment.ensure("run", moved)
    assert _say(moved, "run") == "run"


def test_without_ensurepip_the_packages_to_install_are_named(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, **more: None)
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(environment.CannotMake, match="python3-venv"):
        environment.ensure("run", checkout)


def test_packages_that_cannot_be_had_are_told_and_leave_no_finished_environment(
    checkout: Path,
) -> None:
    nowhere = "nothing @ file:///nowhere/nothing-1-py3-none-any.whl --hash=sha256:" + "0" * 64
    (checkout / "requirements" / "run.txt").write_text(nowhere)
    with pytest.raises(environment.CannotMake, match=r"requirements/run\.txt"):
        environment.ensure("run", checkout)
    assert not (checkout / ".venv" / "camket.json").exists()


OLD = (
    "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path('camket', run_name='__main__')"
)


def test_an_old_python_is_refused_in_one_sentence(tmp_path: Path) -> None:
    refused = subprocess.run(
        [sys.executable, "-c", OLD],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(tmp_path)},
    )
    assert refused.returncode == 1
    assert "needs Python 3.11 or newer" in refused.stderr
    assert "Traceback" not in refused.stderr
