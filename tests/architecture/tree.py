"""The files of the checkout, and the trees of its modules."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "src" / "camket"


@cache
def committed() -> tuple[Path, ...]:
    """Every file that git knows and that is there."""
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def modules(folder: Path = PRODUCT) -> list[Path]:
    """The modules under a folder, without migrations, which are written by a program."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def nodes(*kinds: type[ast.AST], folder: Path = PRODUCT) -> Iterator[tuple[str, Any]]:
    """Each node of these kinds, with the place where it stands."""
    for path in modules(folder):
        for node in ast.walk(tree(path)):
            if isinstance(node, kinds):
                line = getattr(node, "lineno", 1)
                yield f"{path.relative_to(ROOT)}:{line}", node


@cache
def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def document(name: str) -> str:
    """A page of the documents."""
    return (ROOT / name).read_text("utf-8")
