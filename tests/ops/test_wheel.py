"""The wheel holds everything: installed in an empty folder, the product runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.running import RunningDesk, free_port, until

pytestmark = [pytest.mark.slow, pytest.mark.journey]
ROOT = Path(__file__).resolve().parents[2]
KINDS = ("*.html", "*.css", "*.js", "*.svg", "*.woff2", "*.mo", "*.toml", "*.txt", "*.md", "*.typ")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without asking anybody for packages."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def _kept(folder: Path) -> set[str]:
    """What the product reads beside its modules, relative to its package."""
    found = {path for kind in KINDS for path in folder.rglob(kind)}
    return {
        path.relative_to(folder).as_posix() for path in found if "__pycache__" not in path.parts
    }


def test_it_holds_every_file_that_the_product_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"camket/{name}" for name in _kept(ROOT / "src" / "camket")} - names == set()
    assert {f"camket/policies/{name}" for name in _kept(ROOT / "policies")} - names == set()


def test_it_runs_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    python = _installed(wheel, tmp_path / "environment")
    folder = tmp_path / "empty"
    folder.mkdir()
    desk = _started(python, folder)
    try:
        until(lambda: desk.health()[1].get("web"), desk)
    finally:
        desk.end(signal.SIGTERM)
    assert (folder / "var" / "camket.sqlite3").exists()
    assert (folder / "var-keys" / "kek.key").exists()


def _installed(wheel: Path, environment: Path) -> Path:
    """A new environment with the wheel; what it depends on is lent by this one, so that no network is asked."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    packages = next(environment.glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(packages)
    _lend(Path(sysconfig.get_path("purelib")), packages)
    return environment / "bin" / "python"


def _lend(own: Path, packages: Path) -> None:
    for path in own.iterdir():
        if not path.name.startswith("camket") and path.suffix != ".pth":
            (packages / path.name).symlink_to(path)


def _started(python: Path, folder: Path) -> RunningDesk:
    port, mail_port = free_port(), free_port()
    foreign = ("CAMKET_", "PYTHON", "DATABASE_URL", "KEYS_DATABASE_URL", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    variables = clean | {"PORT": str(port), "MAIL_PORT": str(mail_port)}
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [str(python), "-m", "camket", "run"], cwd=folder, env=variables, stdout=log, stderr=log
        )
    return RunningDesk(folder, port, mail_port, variables, process)
