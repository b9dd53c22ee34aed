"""What the documents name exists, and what exists is named: commands, settings, version, reasons."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec

from camket.config.cli import COMMANDS
from tests.architecture.tree import PRODUCT, ROOT, document, nodes, project

PAPERS = "README.md", "docs/runbook.md"
CHECKOUT_WORDS = {"test", "check", "bench", "lock", "django"}


def _papers() -> str:
    return "\n".join(document(name) for name in PAPERS)


def _variables_read() -> set[str]:
    """Every name of a variable that stands as a string in the product."""
    strings = {node.value for _, node in nodes(ast.Constant) if isinstance(node.value, str)}
    ours = {text for text in strings if re.fullmatch(r"CAMKET_[A-Z_]+[A-Z]|(MAIL_)?PORT", text)}
    addresses = {text for text in strings if re.fullmatch(r"(KEYS_)?(DATABASE|SMTP)_URL", text)}
    settings = set(re.findall(r"(?m)^(CAMKET_\w+) =", document("src/camket/config/settings.py")))
    environment = document("src/camket/config/environment.py")
    return {name for name in ours | addresses if name not in settings or f'"{name}"' in environment}


def test_every_command_is_a_module_and_every_module_a_command() -> None:
    folder = PRODUCT / "ops" / "commands"
    there = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    assert there - {"__init__"} <= set(COMMANDS)


def test_every_command_is_documented() -> None:
    named = set(re.findall(r"`(?:\./)?camket ([a-z]+)", _papers()))
    assert set(COMMANDS) - named == set()


def test_every_documented_command_exists() -> None:
    named = set(re.findall(r"(?:\./|`)camket ([a-z]+)", _papers()))
    assert named - set(COMMANDS) - CHECKOUT_WORDS == set()


def test_every_target_of_make_is_a_word_of_the_launcher() -> None:
    targets = set(re.findall(r"(?m)^([a-z][a-z ]*):", document("Makefile")).pop().split())
    for target in targets - {"run"}:
        assert find_spec(f"tools.{target}") is not None, target
    assert {f"make {word}" for word in targets} <= set(re.findall(r"make [a-z]+", _papers()))


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    named = set(
        re.findall(
            r"`(CAMKET_[A-Z_]*[A-Z]|(?:MAIL_)?PORT|(?:KEYS_)?DATABASE_URL|SMTP_URL)\b", _papers()
        )
    )
    assert _variables_read() - named == set()
    assert named - _variables_read() == set()


def test_the_newest_heading_of_the_changes_is_the_version() -> None:
    headings = re.findall(r"(?m)^## (.+)$", document("CHANGELOG.md"))
    pattern = project()["tool"]["hatch"]["version"]["pattern"]
    found = re.search(pattern, document("CHANGELOG.md"))
    assert found is not None
    assert headings[0] == found["version"]


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = document("pyproject.toml")
    lists = re.findall(r"(?ms)^(?:dependencies|test|check|bench) = \[\n(.*?)^\]", text)
    lines = [line for block in lists for line in block.splitlines() if line.strip().startswith('"')]
    assert len(lists) == 4
    assert [line for line in lines if not re.search(r'",\s*# \S+ \S+', line)] == []


def test_every_requirement_has_hashes_and_no_file_names_an_index() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        pinned = re.findall(r"(?m)^[A-Za-z0-9][\w.\-\[\]]*==\S+", text)
        assert pinned
        assert text.count(" \\\n    --hash=sha256:") >= len(pinned)
        assert "index-url" not in text
        assert "://" not in text
