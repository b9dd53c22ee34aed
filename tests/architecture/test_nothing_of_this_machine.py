"""No committed file knows the machine it was written on, or where its packages come from."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.tree import ROOT, committed, nodes

# In pieces, because this file is committed too.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
    )
]
PLACES = [
    "/".join(("", *parts, "")) for parts in (("work",), ("root",), ("opt", "cv"), ("home", r"\w+"))
]
FOREIGN = re.compile(
    "|".join([*map(re.escape, HOSTS), *(rf"(?<![\w/.:]){place}" for place in PLACES)])
)


def _text(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", "replace")


def test_no_registry_and_no_place_of_this_machine_is_named() -> None:
    assert [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in committed()
        if (found := FOREIGN.search(_text(path)))
    ] == []


def test_no_key_and_no_data_of_a_desk_is_committed() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in committed()]
    kinds = re.compile(r"(^|/)var(-keys)?/|\.(key|sqlite3|pem)$|django-secret")
    assert [name for name in names if kinds.search(name)] == []


def test_no_log_line_carries_the_text_of_an_error() -> None:
    """The text of an error may hold a person's words; its type does not."""
    levels = {"debug", "info", "warning", "error", "critical", "exception"}
    calls = [
        (place, call)
        for place, call in nodes(ast.Call)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in levels
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"log", "logger", "logging"}
    ]
    assert calls
    assert [place for place, call in calls if call.func.attr == "exception"] == []
    assert [place for place, call in calls if any(k.arg == "exc_info" for k in call.keywords)] == []
    named = [
        (place, arg) for place, call in calls for arg in call.args if isinstance(arg, ast.Name)
    ]
    assert [place for place, arg in named if arg.id in {"error", "exc", "exception", "e"}] == []
