"""Names say what a thing is. These say nothing, and are banned."""

from __future__ import annotations

import ast
import re

from tests.architecture.tree import PRODUCT, ROOT, modules, nodes

EMPTY = {"data", "info", "manager", "helper", "helpers", "util", "utils", "process", "handle"}
# Names that Django, smtpd and the like ask for, and the data key, which cryptographers call so.
ASKED_FOR = re.compile(
    r"process_(exception|view|request|response)|handle_[A-Z]+|handle_(exception|error|starttag|endtag|data)|data_keys?(_\w+)?|(Account|Staff)Manager"
)


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def test_no_module_has_an_empty_name() -> None:
    places = [path.relative_to(PRODUCT) for path in modules()]
    assert [str(p) for p in places if EMPTY & set(p.with_suffix("").parts)] == []


def test_no_function_or_class_has_an_empty_word_in_its_name() -> None:
    assert [
        f"{place} {node.name}"
        for place, node in nodes(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        if EMPTY & _words(node.name) and not ASKED_FOR.fullmatch(node.name)
    ] == []


def test_no_variable_or_argument_has_an_empty_name() -> None:
    variables = [
        f"{place} {node.id}"
        for place, node in nodes(ast.Name)
        if isinstance(node.ctx, ast.Store) and node.id in EMPTY
    ]
    arguments = [f"{place} {node.arg}" for place, node in nodes(ast.arg) if node.arg in EMPTY]
    assert variables + arguments == []


def test_every_public_module_says_what_it_is_for() -> None:
    assert [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ] == []
