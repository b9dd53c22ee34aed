"""Rooms stack one way, also where import-linter does not look: foreign keys, and the tests."""

from __future__ import annotations

import ast
import re

from django.apps import apps
from django.db.models import Field

from tests.architecture.tree import PRODUCT, document, nodes, project


def _heights() -> dict[str, int]:
    """How high each room lies; the lowest has the greatest number."""
    contract = project()["tool"]["importlinter"]["contracts"][0]
    return {
        name: height
        for height, layer in enumerate(contract["layers"])
        for name in re.findall(r"\w+", layer)
    }


def _room(field_or_model: type | Field) -> str:  # type: ignore[type-arg]
    return field_or_model.__module__.split(".")[1]


def test_no_foreign_key_points_up() -> None:
    heights = _heights()
    ours = [model for model in apps.get_models() if model.__module__.startswith("camket.")]
    assert ours
    climbing = [
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model in ours
        if heights[_room(field.related_model)] < heights[_room(model)]
    ]
    assert climbing == []


def test_every_room_has_its_place_and_its_line_in_the_list() -> None:
    rooms = {path.name for path in PRODUCT.iterdir() if (path / "__init__.py").exists()}
    written = set(
        re.findall(
            r"`(\w+)`", "\n".join(re.findall(r"(?m)^\| (.+?) \|", document("docs/rooms.md")))
        )
    )
    assert rooms - set(_heights()) == set()
    assert rooms - written == set()


def test_the_product_never_imports_its_tests_or_tools() -> None:
    imported = [
        (place, name)
        for place, node in nodes(ast.Import, ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
        )
    ]
    assert [
        place for place, name in imported if name.split(".")[0] in {"tests", "tools", "pytest"}
    ] == []
