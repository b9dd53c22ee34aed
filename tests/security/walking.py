"""Every address of every face, read from the address table itself: a new one is walked without being named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

HOLE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its name with its face (`portal:track`), its route with holes, its view."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def holes(self) -> tuple[str, ...]:
        """What the route asks for."""
        return tuple(HOLE.findall(self.route))

    def filled(self, values: Mapping[str, object]) -> str:
        """The route with its holes filled. Raises KeyError for one that nobody has a value for."""
        return "/" + HOLE.sub(lambda hole: quote(str(values[hole[1]])), self.route)


def addresses(
    resolver: URLResolver | None = None, before: str = "", space: str = ""
) -> Iterator[Address]:
    """All of them, in the language that is active."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name or route}", route, pattern.callback)
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, route, inner)


def of_face(face: str) -> list[Address]:
    """The addresses of one face."""
    return [address for address in addresses() if address.name.startswith(f"{face}:")]
