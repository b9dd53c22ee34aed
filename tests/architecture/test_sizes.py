"""What a person can hold in mind: the hard limits of a module, a function, a template, the settings."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.tree import PRODUCT, ROOT, modules, nodes

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 150


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_module_is_too_long() -> None:
    ours = [*modules(), *modules(ROOT / "tests"), *modules(ROOT / "tools")]
    assert [str(path) for path in ours if _lines(path) > LONGEST_MODULE] == []


def test_no_function_is_too_long() -> None:
    functions = nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    assert [
        f"{place} {node.name}"
        for place, node in functions
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ] == []


def test_no_template_is_too_long() -> None:
    templates = [path for path in PRODUCT.rglob("templates/**/*") if path.is_file()]
    assert templates
    assert [str(path) for path in templates if _lines(path) > LONGEST_TEMPLATE] == []
